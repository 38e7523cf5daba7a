package mmreplay.invariants.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import mmreplay.invariants.result.Verdict;
import mmreplay.invariants.rule.Draft;
import mmreplay.invariants.rule.Rule;
import mmreplay.traces.event.FactClass;

/**
 * Root findings while the trace is still being read, each at most twice: when its verdict is final as far as gaps go, and before
 * that, provisionally, if the wait becomes long. What the trace turns out not to record completely can still withdraw one. The
 * events that prove them are fetched at the end only.
 */
final class EarlyFindings {

    /** More are told at the end. */
    private static final int MOST = 1000;

    private final List<Rule> rules;
    /** Final, and not told yet. */
    private final List<Obligation> settled = new ArrayList<>();

    /** By root: the worst that is among {@link #settled}, or was. */
    private final Map<String, Verdict> worst = new HashMap<>();
    /** By root: as what it was told. */
    private final Map<String, Found> told = new HashMap<>();

    private final Map<String, Integer> twins = new HashMap<>();
    private boolean news;

    EarlyFindings(List<Rule> rules) {
        this.rules = rules;
    }

    /** The finding is final. It folds under a finding of the same root, unless it is a worse one. */
    void settled(Obligation finding) {
        Draft draft = finding.draft();
        if (draft == null || settled.size() >= MOST || worst.size() >= MOST) {
            return;
        }
        Verdict before = worst.get(draft.root());
        if (before == null || finding.verdict().compareTo(before) < 0) {
            worst.put(draft.root(), finding.verdict());
            settled.add(finding);
            news = true;
        }
    }

    /** Something was settled since it was told last. */
    boolean news() {
        return news;
    }

    /** Tells what is final and rests on nothing but {@code complete} classes. */
    void tell(Set<FactClass> complete, Consumer<Found> listener) {
        news = false;
        settled.removeIf(finding -> {
            Draft draft = finding.draft();
            if (draft == null || !finding.restsOn().within(complete)) {
                return false;
            }
            listener.accept(found(finding, draft));
            return true;
        });
    }

    /** It would be told if it were to be told now: nothing was of its root, or nothing as bad. */
    boolean isNew(Obligation finding) {
        Draft draft = finding.draft();
        if (draft == null) {
            return false;
        }
        Found before = told.get(draft.root());
        return before == null
                ? told.size() < MOST
                : finding.verdict().compareTo(before.obligation().verdict()) < 0;
    }

    /** Tells what is not final. */
    void tellProvisionally(Iterable<Obligation> findings, Set<FactClass> complete, Consumer<Found> listener) {
        for (Obligation finding : findings) {
            Draft draft = finding.draft();
            if (draft != null && finding.restsOn().within(complete) && isNew(finding)) {
                listener.accept(found(finding, draft));
            }
        }
    }

    /** The same finding keeps its id, however often it is told. */
    private Found found(Obligation finding, Draft draft) {
        Found before = told.get(draft.root());
        if (before != null && before.obligation().rule() == finding.rule()) {
            return before;
        }
        int twin = twins.merge(finding.rule() + "|" + draft.subject(), 1, Integer::sum) - 1;
        Found found = new Found(rules.get(finding.rule()).info(), finding, draft, 0, twin);
        told.put(draft.root(), found);
        return found;
    }
}
