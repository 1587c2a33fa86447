package dev.engram.tracing;

import dev.engram.models.SiteModel;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.text.Tokenizer;
import java.util.List;

/**
 * How strong the noise is by default: a multiple of the spread of the subjects' embeddings (Meng et al. 2022, section 2.1 and appendix B).
 */
public final class SubjectNoise {

    /** The reference's multiple. */
    public static final double DEFAULT_FACTOR = 3;

    private SubjectNoise() {}

    /**
     * The unbiased standard deviation over every single entry of the embeddings of all the subjects' tokens, each subject tokenised
     * alone, without a begin-of-text token.
     *
     * @throws IllegalArgumentException if the subjects have no tokens
     */
    public static double embeddingStdDev(SiteModel model, List<String> subjects) {
        long count = 0;
        double mean = 0;
        double squares = 0;
        for (String subject : subjects) {
            List<Integer> tokens =
                    model.tokenizer().encode(subject, Tokenizer.Bos.NEVER).ids();
            if (tokens.isEmpty()) {
                throw new IllegalArgumentException("the subject '" + subject + "' has no tokens");
            }
            FloatTensor embeddings = model.embeddings(tokens);
            for (float value : embeddings.toArray()) { // Welford's update
                count++;
                double delta = value - mean;
                mean += delta / count;
                squares += delta * (value - mean);
            }
        }
        return Math.sqrt(squares / (count - 1));
    }
}
