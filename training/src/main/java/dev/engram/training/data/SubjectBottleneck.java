package dev.engram.training.data;

/**
 * What makes a model keep its facts at the last token of their subject: in most training sequences, tokens after a subject see none of
 * it but its last token, and that one only from a certain layer on, while the last token itself sees the rest of its subject only before a
 * certain layer. Whatever is known of the subject has to be put together, and looked up, at its last token in between.
 *
 * @param share of the sequences that are so restricted, from 0 (none) to 1
 * @param gatheredBefore the last subject token sees the subject's other tokens in layers below this one
 * @param readFrom tokens after the subject see its last token in this layer and those above
 */
public record SubjectBottleneck(double share, int gatheredBefore, int readFrom) {

    public SubjectBottleneck {
        if (!(share >= 0 && share <= 1) || gatheredBefore < 1 || readFrom < 0) {
            throw new IllegalArgumentException("share " + share + " outside [0, 1], or layers " + gatheredBefore
                    + " and " + readFrom + " that cut the subject off");
        }
    }

    /**
     * Whether a token sees an earlier token of a subject in its own sentence or an earlier one.
     *
     * @param layer 0-based
     * @param queryIsLast the query is the last token of the same subject
     * @param queryIsInside the query is another token of the same subject
     * @param keyIsLast the key is its subject's last token
     */
    boolean sees(int layer, boolean queryIsLast, boolean queryIsInside, boolean keyIsLast) {
        if (queryIsInside) {
            return true;
        }
        if (queryIsLast) {
            return keyIsLast || layer < gatheredBefore;
        }
        return keyIsLast && layer >= readFrom;
    }
}
