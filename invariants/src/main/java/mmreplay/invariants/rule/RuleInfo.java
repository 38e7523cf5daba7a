package mmreplay.invariants.rule;

import java.util.List;
import java.util.Set;
import mmreplay.traces.event.EventKind;

/**
 * What is said of a rule without running it. The long version is its page, {@code rules/ID.md}.
 *
 * @param id as in the catalogue: {@code AV-1}
 * @param title the rule in one line
 * @param seed which message it comes from, {@code S5 (2011-05)}
 * @param triggers events that it judges
 * @param needs what must be recorded for its obligations to be decided
 */
public record RuleInfo(String id, String title, String seed, Set<EventKind> triggers, FactSet needs) {

    public RuleInfo(String id, String title, String seed, List<EventKind> triggers, FactSet needs) {
        this(id, title, seed, Set.copyOf(triggers), needs);
    }
}
