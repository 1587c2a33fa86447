package dev.engram.reports;

import dev.engram.datasets.ListedPrompt;
import dev.engram.datasets.Prompt;
import dev.engram.models.text.Token;
import dev.engram.models.text.TokenSequence;
import dev.engram.models.text.TokenSpan;
import dev.engram.tracing.Corruption;
import dev.engram.tracing.FactTrace;
import dev.engram.tracing.FactTrace.Outcome;
import dev.engram.tracing.RestoreWindow;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TraceConditions;
import dev.engram.tracing.TraceGrid;
import dev.engram.tracing.TraceMetric;
import dev.engram.tracing.TraceResult;
import dev.engram.tracing.TracedAnswer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Traces written by hand. */
public final class SampleTraces {

    private static final TraceConditions CONDITIONS = conditions(10, 2);

    /** Texts that try to break out of what they are put into. */
    public static final List<String> HOSTILE_TOKENS = List.of(
            "</title><script>alert(1)</script>",
            " \"quoted\" 'and' &amp;",
            "--><svg onload=alert(1)>",
            "]]>",
            "\u001B[31m\u0000\u0007",
            "\u009B31m",
            "\n\r\t",
            "\u202Eevil\u2066",
            "שלום",
            "日本語",
            "\uD83D\uDE00",
            "\uD83D",
            "\uDE00",
            "\uFFFE\uFFFF",
            "\u0301",
            "x".repeat(500),
            "\u00A0\u200D\uFEFF");

    private SampleTraces() {}

    /** Noise, and windows of some layers for the outputs of modules. */
    public static TraceConditions conditions(int samples, int layers) {
        RestoreWindow window = new RestoreWindow(layers, RestoreWindow.Convention.CODE);
        return new TraceConditions(
                Map.of(
                        RestoredState.HIDDEN,
                        new RestoreWindow(1, RestoreWindow.Convention.CODE),
                        RestoredState.MLP,
                        window,
                        RestoredState.ATTENTION,
                        window),
                TraceMetric.PROBABILITY,
                Corruption.Noise.gaussian(0.25).description(),
                samples,
                1);
    }

    private static TracedAnswer answer(Token token) {
        return TracedAnswer.of(List.of(token), Optional.empty());
    }

    /** Three tokens, four layers, subject "Ann Lee" (two tokens), clean 0.8, corrupted 0.1; hidden, mlp and attn. */
    public static TraceResult small() {
        Map<RestoredState, TraceGrid> grids = new EnumMap<>(RestoredState.class);
        grids.put(
                RestoredState.HIDDEN,
                TraceGrid.of(3, 4, new double[] {0.1, 0.15, 0.1, 0.05, 0.3, 0.5, 0.4, 0.1, 0.1, 0.2, 0.7, 0.8}));
        grids.put(
                RestoredState.MLP,
                TraceGrid.of(3, 4, new double[] {0.1, 0.1, 0.1, 0.1, 0.2, 0.35, 0.2, 0.1, 0.1, 0.1, 0.15, 0.1}));
        grids.put(
                RestoredState.ATTENTION,
                TraceGrid.of(3, 4, new double[] {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.12, 0.25, 0.2}));
        return of(List.of("Ann", " Lee", " sings"), new TokenSpan(0, 2), 0.8, 0.1, grids);
    }

    /** Seven tokens, four layers, subject " Bo Mc Fly" (three tokens after two), clean 0.6, corrupted 0.2; hidden, mlp and attn. */
    public static TraceResult longer() {
        double[] nothing = DoubleStream.generate(() -> 0.2).limit(7 * 4).toArray();
        Map<RestoredState, TraceGrid> grids = new EnumMap<>(RestoredState.class);
        grids.put(RestoredState.HIDDEN, TraceGrid.of(7, 4, new double[] {
            0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.3, 0.2, 0.2, 0.25, 0.3, 0.2, 0.2, 0.3, 0.5, 0.4, 0.2, 0.2,
            0.2, 0.25, 0.25, 0.2, 0.3, 0.4, 0.6
        }));
        grids.put(RestoredState.MLP, TraceGrid.of(7, 4, nothing));
        grids.put(RestoredState.ATTENTION, TraceGrid.of(7, 4, nothing));
        return of(
                List.of("The", " singer", " Bo", " Mc", " Fly", " plays", " well"),
                new TokenSpan(2, 5),
                0.6,
                0.2,
                grids);
    }

    /** Hostile tokens; the last is the subject, the answer is hostile too, and the corruption raised its probability. */
    public static TraceResult hostile() {
        int positions = HOSTILE_TOKENS.size();
        TraceGrid grid = TraceGrid.of(
                positions,
                5,
                IntStream.range(0, positions * 5).mapToDouble(i -> i * 1e-7).toArray());
        TraceResult result = of(
                HOSTILE_TOKENS,
                new TokenSpan(positions - 1, positions),
                1e-6,
                2e-6,
                Map.of(RestoredState.HIDDEN, grid));
        int end = result.prompt().text().length();
        return new TraceResult(
                result.prompt(),
                result.tokens(),
                result.subject(),
                answer(new Token(1, " </svg>\u202E<script>\u001B", end, end)),
                result.cleanValue(),
                result.corruptedValue(),
                result.grids(),
                result.conditions());
    }

    /** A trace of tokens with the hidden states restored, all cells the same. */
    public static TraceResult uniform(List<String> tokens, int layers, double probability) {
        double[] values = IntStream.range(0, tokens.size() * layers)
                .mapToDouble(i -> probability)
                .toArray();
        TraceGrid grid = TraceGrid.of(tokens.size(), layers, values);
        return of(tokens, new TokenSpan(0, 1), 0.9, 0.1, Map.of(RestoredState.HIDDEN, grid));
    }

    /** A trace of so many tokens and layers, all kinds, with values by chance from this seed, as hard to compress as they come. */
    public static TraceResult random(long seed, int positions, int layers) {
        Random chance = new Random(seed);
        Map<RestoredState, TraceGrid> grids = new EnumMap<>(RestoredState.class);
        for (RestoredState kind : List.of(RestoredState.HIDDEN, RestoredState.MLP, RestoredState.ATTENTION)) {
            grids.put(
                    kind,
                    TraceGrid.of(
                            positions,
                            layers,
                            chance.doubles((long) positions * layers).toArray()));
        }
        List<String> tokens =
                IntStream.range(0, positions).mapToObj(i -> " token" + i).toList();
        return of(tokens, new TokenSpan(1, 3), 0.9, 0.1, grids);
    }

    /** The traces as facts of a list. */
    public static List<FactTrace> facts(List<TraceResult> results) {
        List<FactTrace> facts = new ArrayList<>();
        for (TraceResult result : results) {
            facts.add(new FactTrace(
                    new ListedPrompt("fact " + (facts.size() + 1), result.prompt(), Optional.empty(), Optional.empty()),
                    FactTrace.Outcome.TRACED,
                    result.answer().text(),
                    Optional.empty(),
                    Optional.of(result)));
        }
        return facts;
    }

    public static TraceResult of(
            List<String> texts,
            TokenSpan subject,
            double clean,
            double corrupted,
            Map<RestoredState, TraceGrid> grids) {
        String text = String.join("", texts);
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        for (String token : texts) {
            tokens.add(new Token(100 + tokens.size(), token, at, at + token.length()));
            at += token.length();
        }
        int start = tokens.get(subject.from()).start();
        int end = tokens.get(subject.last()).end();
        return new TraceResult(
                new Prompt(text, text.substring(start, end), start),
                new TokenSequence(text, tokens),
                subject,
                answer(new Token(7, " songs", at, at)),
                clean,
                corrupted,
                grids,
                CONDITIONS);
    }

    /** A fact of a list with its trace. */
    public static FactTrace traced(String id, TraceResult trace) {
        return new FactTrace(
                new ListedPrompt(id, trace.prompt(), Optional.empty(), Optional.empty()),
                Outcome.TRACED,
                trace.answer().text(),
                Optional.empty(),
                Optional.of(trace));
    }
}
