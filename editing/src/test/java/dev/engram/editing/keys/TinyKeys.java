package dev.engram.editing.keys;

import dev.engram.models.LetterTokenizer;
import dev.engram.models.SiteModel;
import dev.engram.models.TinyModels;
import dev.engram.models.engine.reference.ReferenceEngine;
import dev.engram.models.files.ModelFingerprint;
import dev.engram.models.runtime.TransformerModel;
import dev.engram.models.weights.DecoderWeights;
import java.util.List;
import java.util.stream.IntStream;

/** Random models in double precision whose keys are counted. */
final class TinyKeys {

    static final ModelFingerprint FINGERPRINT = new ModelFingerprint("ab".repeat(32));

    private TinyKeys() {}

    /** A model of one of the families that have an MLP, of a random size; the caller closes it. */
    static SiteModel model(long seed) {
        return of(TinyModels.anyWithMlp(seed));
    }

    static SiteModel of(DecoderWeights weights) {
        return new TransformerModel(new LetterTokenizer(TinyModels.VOCABULARY), new ReferenceEngine(weights));
    }

    static List<Integer> layers(SiteModel model) {
        return IntStream.range(0, model.spec().layers()).boxed().toList();
    }
}
