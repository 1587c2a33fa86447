package dev.engram.benchmarks;

import dev.engram.models.SiteModel;
import dev.engram.models.WhatIfPlan;
import dev.engram.models.WhatIfProgress;
import dev.engram.models.WhatIfRequest;
import dev.engram.models.engine.Tensor;
import dev.engram.models.engine.djl.DjlEngine;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.runtime.TransformerModel;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What traces of hidden states cost as prompts grow, and how near that is to the floor: the planned multiply-adds at the rate of a single
 * product (512 rows with an MLP's output matrix), which is measured before each trace. Argument: the model's path.
 */
public final class TraceCost {

    private static final int[] LENGTHS = {8, 16, 32, 64};
    private static final int ROWS = 512;
    private static final int PRODUCTS = 60;

    private TraceCost() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            throw new IllegalArgumentException("expected MODEL, not " + List.of(args));
        }
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        TwoThreads.set();
        try (ModelFiles files = ModelFiles.open(Path.of(args[0]));
                DjlEngine engine = DjlEngine.load(files.weights());
                SiteModel model = new TransformerModel(files.openTokenizer(), engine)) {
            model.whatIf(new HiddenGrid(LENGTHS[0], 0).request(model.spec()), WhatIfProgress.NONE);
            out.println(
                    "tokens  token-layers  10^9 multiply-adds  seconds  us a token-layer  10^9/s  product 10^9/s  of it");
            for (int length : LENGTHS) {
                WhatIfRequest request = new HiddenGrid(length, 0).request(model.spec());
                WhatIfPlan.Work work = model.explain(request).planned();
                double product = productRate(engine);
                long start = System.nanoTime();
                model.whatIf(request, WhatIfProgress.NONE);
                double seconds = (System.nanoTime() - start) / 1e9;
                double rate = work.multiplyAdds() / seconds / 1e9;
                out.printf(
                        Locale.ROOT,
                        "%6d  %12d  %18.1f  %7.2f  %16.1f  %6.1f  %14.1f  %3.0f %%%n",
                        length,
                        work.mlp(),
                        work.multiplyAdds() / 1e9,
                        seconds,
                        1e6 * seconds / work.mlp(),
                        rate,
                        product,
                        100 * rate / product);
            }
        }
    }

    /** 10^9 multiply-adds a second of one kind of product, the best of three rounds. */
    private static double productRate(DjlEngine engine) {
        int inputs = engine.spec().mlp().orElseThrow().width();
        double best = 0;
        try (Tensor rows = engine.upload(new float[ROWS * inputs], ROWS, inputs)) {
            for (int round = 0; round < 3; round++) {
                long start = System.nanoTime();
                for (int i = 0; i < PRODUCTS; i++) {
                    engine.mlpOutput(i % engine.spec().layers(), rows).close();
                }
                double seconds = (System.nanoTime() - start) / 1e9;
                best = Math.max(
                        best, (double) PRODUCTS * ROWS * inputs * engine.spec().width() / seconds / 1e9);
            }
        }
        return best;
    }
}
