package dev.engram.tracing;

import java.util.List;
import java.util.Locale;

/** What takes the subject away from a model. */
public sealed interface Corruption {

    /** In words, for people and manifests. */
    String description();

    /**
     * Noise on the embeddings of the subject's tokens, before positions.
     *
     * @param replaces whether the noise takes the embeddings' place rather than being added. The baseline gets the same (the reference's
     *     code adds it there even so, which makes that baseline not the cells' own)
     */
    record Noise(NoiseDistribution distribution, boolean replaces) implements Corruption {
        @Override
        public String description() {
            return distribution.description() + (replaces ? ", in the embeddings' place" : "");
        }

        /** Gaussian noise that is added, the reference's. */
        public static Noise gaussian(double stdDev) {
            return new Noise(new NoiseDistribution.Gaussian(stdDev), false);
        }
    }

    /**
     * Another subject with as many tokens in the subject's place (symmetric token replacement; Zhang and Nanda 2024 prefer it, since such
     * a text is one that the model knows how to read).
     *
     * @param subjects to choose from
     */
    record TokenReplacement(List<String> subjects) implements Corruption {
        public TokenReplacement {
            subjects = List.copyOf(subjects);
        }

        @Override
        public String description() {
            return String.format(Locale.ROOT, "another of %d subjects, of as many tokens", subjects.size());
        }
    }
}
