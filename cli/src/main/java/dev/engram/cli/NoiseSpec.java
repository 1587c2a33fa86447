package dev.engram.cli;

import dev.engram.models.SiteModel;
import dev.engram.models.text.Tokenizer;
import dev.engram.tracing.Corruption;
import dev.engram.tracing.EmbeddingSpread;
import dev.engram.tracing.NoiseDistribution;
import dev.engram.tracing.SubjectNoise;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the user says what corrupts a subject, in the reference's letters: {@code s3} (Gaussian, 3 times the deviation of the subjects'
 * embeddings), {@code 0.1} (Gaussian of this deviation), {@code u0.2} (uniform within this bound), {@code m} (Gaussian with the embeddings' mean
 * and covariance), {@code t5} (Student's t of 5 degrees of freedom, likewise), or {@code subjects} (another subject's tokens).
 */
record NoiseSpec(String text, boolean replaces) {

    private static final Pattern FORM =
            Pattern.compile("(?<letter>[sut]?)(?<number>\\d+(\\.\\d*)?([eE]-?\\d+)?)|m|subjects");

    NoiseSpec {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text
                    + "' is no kind of noise; kinds are s3 (3 times the subjects' own deviation), 0.1 (a deviation), u0.2 (uniform), m "
                    + "(multivariate), t5 (Student's t), and subjects (another subject's tokens)");
        }
        if (replaces && text.equals("subjects")) {
            throw new IllegalArgumentException("--replace says what noise does; other subjects always take the place");
        }
    }

    /**
     * The corruption for some prompts.
     *
     * @param subjects of all prompts, one each
     * @param prompts whose tokens show how embeddings are spread
     */
    Corruption of(SiteModel model, List<String> subjects, List<String> prompts, Tokenizer.Bos bos) {
        if (text.equals("subjects")) {
            return new Corruption.TokenReplacement(subjects.stream().distinct().toList());
        }
        return new Corruption.Noise(distribution(model, subjects, prompts, bos), replaces);
    }

    private NoiseDistribution distribution(
            SiteModel model, List<String> subjects, List<String> prompts, Tokenizer.Bos bos) {
        Matcher form = FORM.matcher(text);
        boolean numbered = form.matches() && form.group("number") != null;
        double number = numbered ? Double.parseDouble(form.group("number")) : 0;
        String letter = numbered ? form.group("letter") : text;
        return switch (letter) {
            case "s" -> new NoiseDistribution.Gaussian(number * SubjectNoise.embeddingStdDev(model, subjects));
            case "u" -> new NoiseDistribution.Uniform(number);
            case "m" -> new NoiseDistribution.MultivariateGaussian(spread(model, prompts, bos));
            case "t" -> new NoiseDistribution.StudentT(spread(model, prompts, bos), whole(number));
            default -> new NoiseDistribution.Gaussian(number);
        };
    }

    private static EmbeddingSpread spread(SiteModel model, List<String> prompts, Tokenizer.Bos bos) {
        return EmbeddingSpread.of(
                model,
                prompts.stream()
                        .map(prompt -> model.tokenizer().encode(prompt, bos).ids())
                        .toList());
    }

    private int whole(double number) {
        if (number != Math.rint(number) || number > 1_000_000) {
            throw new IllegalArgumentException("'" + text + "': degrees of freedom are a whole number");
        }
        return (int) number;
    }
}
