package dev.engram.datasets;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A fact to edit, and what the edit is to be tested on.
 *
 * @param id what names it, and what is measured of it, among the list's; not blank
 * @param rewrite what the model is to say from now on
 * @param oldAnswer what follows the rewrite's prompt before the edit, where it is known, without space around it
 * @param paraphrases other ways to ask for the same: whole prompts about the same subject, as the model gets them; they need not have
 *     the subject in the same letters
 * @param neighbours prompts about other subjects, which must stay as they are
 */
public record EditCase(
        String id, Rewrite rewrite, Optional<String> oldAnswer, List<String> paraphrases, List<Neighbour> neighbours)
        implements Listed {

    public EditCase {
        oldAnswer = oldAnswer.map(String::strip);
        paraphrases = List.copyOf(paraphrases);
        neighbours = List.copyOf(neighbours);
        BlankText.refuse("id", id);
        oldAnswer.ifPresent(text -> BlankText.refuse("old answer", text));
        paraphrases.forEach(text -> BlankText.refuse("paraphrase", text));
    }

    /** This case without the neighbours that are edited themselves: where all are edited together, those are not to stay as they are. */
    public EditCase besides(List<EditCase> edited) {
        Set<String> changed =
                edited.stream().map(other -> other.rewrite().prompt().text()).collect(Collectors.toSet());
        List<Neighbour> staying = neighbours.stream()
                .filter(neighbour -> !changed.contains(neighbour.prompt()))
                .toList();
        return new EditCase(id, rewrite, oldAnswer, paraphrases, staying);
    }
}
