package dev.engram.benchmarks;

import dev.engram.models.BaseRun;
import dev.engram.models.Branch;
import dev.engram.models.Change;
import dev.engram.models.Change.Source;
import dev.engram.models.Site;
import dev.engram.models.SiteKind;
import dev.engram.models.WhatIfRequest;
import dev.engram.models.spec.ModelSpec;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.tensor.IndexRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A trace of hidden states as a what-if request: a clean run, ten with noise on two tokens, and each of those with every block's output put
 * back at every position.
 *
 * @param length T
 * @param subjectFrom where the noise begins
 */
record HiddenGrid(int length, int subjectFrom) {

    private static final int SAMPLES = 10;
    private static final int SUBJECT = 2;

    /** The request; the tokens are {@link Batch}'s, the noise has a deviation of 0.35. */
    WhatIfRequest request(ModelSpec spec) {
        List<Integer> tokens =
                new Batch(1, length).request(spec.vocabulary()).sequences().get(0);
        List<BaseRun.Readout> answer = List.of(new BaseRun.Readout(length - 1, tokens.get(0)));
        List<BaseRun> bases = new ArrayList<>();
        bases.add(new BaseRun(tokens, List.of(), answer));
        Random random = new Random(1);
        for (int sample = 0; sample < SAMPLES; sample++) {
            float[] noise = new float[SUBJECT * spec.width()];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = (float) (0.35 * random.nextGaussian());
            }
            Source added = new Source.Added(FloatTensor.wrap(noise, SUBJECT, spec.width()));
            IndexRange subject = new IndexRange(subjectFrom, subjectFrom + SUBJECT);
            bases.add(new BaseRun(tokens, List.of(Change.of(Site.embed(), subject, added)), answer));
        }
        List<Branch> branches = new ArrayList<>();
        for (int position = 0; position < length; position++) {
            for (int layer = 0; layer < spec.layers(); layer++) {
                Change restored = Change.of(
                        new Site(SiteKind.RESID_POST, layer), IndexRange.single(position), new Source.FromRun(0));
                for (int sample = 1; sample <= SAMPLES; sample++) {
                    branches.add(new Branch(sample, List.of(restored)));
                }
            }
        }
        return WhatIfRequest.of(bases, branches);
    }
}
