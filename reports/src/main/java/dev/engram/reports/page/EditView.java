package dev.engram.reports.page;

import dev.engram.eval.health.ModelHealth;
import dev.engram.reports.EditedFact;
import dev.engram.reports.ProbabilityText;
import dev.engram.reports.VisibleText;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a page shows of edits. */
record EditView(String id, EditPart part) implements PartView {

    @Override
    public String kind() {
        return "Editing";
    }

    @Override
    public String title() {
        return "Edits of " + VisibleText.line(part.model());
    }

    @Override
    public VisibleHtml heading() {
        String facts = part.facts().size() == 1
                ? part.facts().get(0).subject() + " → " + part.facts().get(0).target()
                : part.facts().size() + " facts";
        return new VisibleHtml(VisibleText.ofLine(part.model() + ": " + facts + " by " + method()));
    }

    @Override
    public Provenance provenance() {
        return part.provenance();
    }

    @Override
    public String template() {
        return "edit.jte";
    }

    String method() {
        return part.settings().method().toUpperCase(Locale.ROOT);
    }

    String layers() {
        return (part.settings().layers().size() == 1 ? "layer " : "layers ")
                + part.settings().layers().stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    /** In how many facts the model says the new answer to the edited prompt. */
    long said() {
        return part.facts().stream()
                .filter(fact -> fact.recall().get(0).after().saysNew())
                .count();
    }

    String seconds() {
        return String.format(Locale.ROOT, "%.1f s", part.seconds());
    }

    ModelHealth health() {
        return part.health();
    }

    List<VisibleHtml> warnings() {
        return health().warnings().stream().map(EditView::text).toList();
    }

    List<VisibleHtml> solution() {
        return part.solution().stream().map(EditView::text).toList();
    }

    static VisibleHtml text(String text) {
        return new VisibleHtml(VisibleText.ofLine(text));
    }

    NumberCell perplexityBefore() {
        return NumberCell.of(health().perplexityBefore(), decimals(health().perplexityBefore()));
    }

    NumberCell perplexityAfter() {
        return NumberCell.of(health().perplexityAfter(), decimals(health().perplexityAfter()));
    }

    NumberCell shareKept() {
        return NumberCell.of(health().shareKept(), String.format(Locale.ROOT, "%.1f %%", 100 * health().shareKept()));
    }

    NumberCell updateRatio() {
        return NumberCell.of(health().updateRatio(), decimals(health().updateRatio()));
    }

    /** A column where no fact has a norm is not shown. */
    boolean hasNorms() {
        return part.facts().stream().anyMatch(fact -> fact.norms().isPresent());
    }

    List<Fact> facts() {
        return IntStream.range(0, part.facts().size())
                .mapToObj(i -> new Fact(i + 1, part.facts().get(i)))
                .toList();
    }

    private static String decimals(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    /** One of the facts. */
    record Fact(int number, EditedFact fact) {

        VisibleHtml name() {
            return text(fact.subject() + " → " + fact.target());
        }

        PromptHtml prompt() {
            return PromptHtml.of(fact.prompt(), fact.subject());
        }

        List<Asked> asked() {
            return fact.recall().stream().map(Asked::new).toList();
        }

        NumberCell loss(double nats) {
            return NumberCell.of(nats, String.format(Locale.ROOT, "%.4f", nats));
        }

        NumberCell norm(double norm) {
            return NumberCell.of(norm, decimals(norm));
        }
    }

    /** A prompt, before and after. */
    record Asked(EditedFact.Asked asked) {

        VisibleHtml prompt() {
            return text(asked.prompt());
        }

        TextChange change() {
            return TextChange.of(asked.before().greedyText(), asked.after().greedyText());
        }

        NumberCell before(boolean ofNew) {
            return probability(
                    ofNew ? asked.before().newAnswer() : asked.before().oldAnswer());
        }

        NumberCell after(boolean ofNew) {
            return probability(ofNew ? asked.after().newAnswer() : asked.after().oldAnswer());
        }

        NumberCell rank() {
            int rank = asked.after().newAnswer().rank();
            return NumberCell.of(rank, Integer.toString(rank));
        }

        /** The answers that the probabilities are of. */
        VisibleHtml answers() {
            return text(asked.after().newAnswer().answer() + " / "
                    + asked.after().oldAnswer().answer());
        }

        private static NumberCell probability(EditedFact.LikelyAnswer answer) {
            return NumberCell.of(answer.probability(), ProbabilityText.of(answer.probability()));
        }
    }
}
