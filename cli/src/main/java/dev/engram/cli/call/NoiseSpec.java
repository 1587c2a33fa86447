package dev.engram.cli.call;

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
public record NoiseSpec(String text, boolean replaces) {

    private static final String OTHER_SUBJECTS = "subjects";
    private static final Pattern FORM =
            Pattern.compile("(?<letter>[sut]?)(?<number>\\d+(\\.\\d*)?([eE]-?\\d+)?)|m|subjects");

    public NoiseSpec {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text
                    + "' is no kind of noise; kinds are s3 (3 times the subjects' own deviation), 0.1 (a deviation), u0.2 (uniform), m "
                    + "(multivariate), t5 (Student's t), and subjects (another subject's tokens)");
        }
        if (replaces && text.equals(OTHER_SUBJECTS)) {
            throw new IllegalArgumentException("--replace says what noise does; other subjects always take the place");
        }
    }

    /**
     * The corruption for some prompts.
     *
     * @param subjects of all prompts, one each
     * @param prompts whose tokens show how embeddings are spread
     */
    public Corruption of(SiteModel model, List<String> subjects, List<String> prompts, Tokenizer.Bos bos) {
        if (replacesTokens()) {
            return new Corruption.TokenReplacement(subjects.stream().distinct().toList());
        }
        return new Corruption.Noise(distribution(model, subjects, prompts, bos), replaces);
    }

    public boolean replacesTokens() {
        return text.equals(OTHER_SUBJECTS);
    }

    /** Refuses a number that its kind of noise cannot have. */
    public void check() {
        switch (letter()) {
            case "s", "" -> new NoiseDistribution.Gaussian(number());
            case "u" -> new NoiseDistribution.Uniform(number());
            case "t" -> degreesOfFreedom();
            default -> {
                // without a number
            }
        }
    }

    private NoiseDistribution distribution(
            SiteModel model, List<String> subjects, List<String> prompts, Tokenizer.Bos bos) {
        return switch (letter()) {
            case "s" -> new NoiseDistribution.Gaussian(number() * SubjectNoise.embeddingStdDev(model, subjects));
            case "u" -> new NoiseDistribution.Uniform(number());
            case "m" -> new NoiseDistribution.MultivariateGaussian(spread(model, prompts, bos));
            case "t" -> new NoiseDistribution.StudentT(spread(model, prompts, bos), degreesOfFreedom());
            default -> new NoiseDistribution.Gaussian(number());
        };
    }

    /** What stands before the number; all of it where there is none. */
    private String letter() {
        Matcher form = FORM.matcher(text);
        return form.matches() && form.group("number") != null ? form.group("letter") : text;
    }

    private double number() {
        return Double.parseDouble(text.substring(letter().length()));
    }

    private static EmbeddingSpread spread(SiteModel model, List<String> prompts, Tokenizer.Bos bos) {
        return EmbeddingSpread.of(
                model,
                prompts.stream()
                        .map(prompt -> model.tokenizer().encode(prompt, bos).ids())
                        .toList());
    }

    private int degreesOfFreedom() {
        double degrees = number();
        if (degrees != Math.rint(degrees) || degrees < 3 || degrees > 1_000_000) {
            throw new IllegalArgumentException("'" + text
                    + "': degrees of freedom are a whole number of at least 3; with fewer there is no covariance");
        }
        return (int) degrees;
    }
}
