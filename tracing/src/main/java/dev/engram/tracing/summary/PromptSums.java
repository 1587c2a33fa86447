package dev.engram.tracing.summary;

/**
 * A quantity with C columns in N prompts: of each prompt the sums over what is averaged, and how much that is. A mean over any choice of
 * prompts is a ratio of two weighted sums of these, whatever the number of tokens.
 */
final class PromptSums {

    private final int columns;
    private final double[] sums;
    private final double[] counts;

    PromptSums(int prompts, int columns) {
        this.columns = columns;
        sums = new double[prompts * columns];
        counts = new double[prompts];
    }

    /**
     * Sets what a prompt brings; nothing before.
     *
     * @param count how many were summed, above zero
     * @param columnSums one for each of C columns
     */
    void put(int prompt, double count, double... columnSums) {
        counts[prompt] = count;
        System.arraycopy(columnSums, 0, sums, prompt * columns, columns);
    }

    /** How many prompts bring something. */
    int contributing() {
        int contributing = 0;
        for (double count : counts) {
            contributing += count > 0 ? 1 : 0;
        }
        return contributing;
    }

    /**
     * The mean of each of C columns.
     *
     * @param times how often each of N prompts is taken
     * @return NaN where nothing is taken
     */
    double[] means(int[] times) {
        double[] means = new double[columns];
        double count = 0;
        for (int prompt = 0; prompt < counts.length; prompt++) {
            double weight = times[prompt];
            if (weight > 0 && counts[prompt] > 0) {
                count += weight * counts[prompt];
                int row = prompt * columns;
                for (int column = 0; column < columns; column++) {
                    means[column] += weight * sums[row + column];
                }
            }
        }
        for (int column = 0; column < columns; column++) {
            means[column] /= count;
        }
        return means;
    }
}
