package mmreplay.invariants.replay;

import java.util.List;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.result.Verdict;
import mmreplay.invariants.result.Why;
import mmreplay.invariants.rule.Draft;
import mmreplay.invariants.rule.FactSet;
import mmreplay.invariants.rule.Judge;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.series.TimelineBuilder;
import mmreplay.traces.event.FactClass;
import mmreplay.traces.event.MmEvent;
import org.jspecify.annotations.Nullable;

/** Takes the verdicts of the rule whose turn it is, and hands them to the events of the same stamp. */
final class Court implements Judge {

    private final Cells cells;
    private final VerdictLedger ledger;
    private final TieGroup ties;
    private final Machine machine;
    private final TimelineBuilder timeline;
    /** By rule: whether it looks at locks. */
    private final boolean[] needsLocks;

    private int rule;
    private long line;
    private long time;
    private int pid;

    Court(
            List<Rule> rules,
            Cells cells,
            VerdictLedger ledger,
            TieGroup ties,
            Machine machine,
            TimelineBuilder timeline) {
        this.cells = cells;
        this.ledger = ledger;
        this.ties = ties;
        this.machine = machine;
        this.timeline = timeline;
        needsLocks = new boolean[rules.size()];
        for (int i = 0; i < needsLocks.length; i++) {
            needsLocks[i] = rules.get(i).info().needs().classes().contains(FactClass.LOCKS);
        }
    }

    void sit(int newRule, MmEvent event) {
        rule = newRule;
        line = event.line();
        time = event.time();
        pid = event.pid();
    }

    @Override
    public void pass(FactSet restsOn, long... about) {
        about(about);
        give(Verdict.PASS, restsOn, null);
    }

    @Override
    public void pass(FactSet restsOn, long about) {
        ties.about(about);
        give(Verdict.PASS, restsOn, null);
    }

    @Override
    public void pass(FactSet restsOn, long about, long second) {
        ties.about(about);
        ties.about(second);
        give(Verdict.PASS, restsOn, null);
    }

    @Override
    public void pass(FactSet restsOn, long about, long second, long third) {
        ties.about(about);
        ties.about(second);
        ties.about(third);
        give(Verdict.PASS, restsOn, null);
    }

    @Override
    public void unknown(long... about) {
        inconclusive(hashed() ? Why.HASHED_PTR : machine.why(about), about);
    }

    @Override
    public void unknown(long about) {
        inconclusive(why(about), about);
    }

    @Override
    public void unknown(long about, long second) {
        Why why = why(about);
        inconclusive(why == Why.CLOCK ? why : why(second), about, second);
    }

    @Override
    public void inconclusive(Why why, long... about) {
        about(about);
        give(why);
    }

    @Override
    public void inconclusive(Why why, long about) {
        ties.about(about);
        give(why);
    }

    @Override
    public void inconclusive(Why why, long about, long second) {
        ties.about(about);
        ties.about(second);
        give(why);
    }

    @Override
    public void remembers(long about) {
        ties.remember(about);
    }

    @Override
    public void found(Draft draft, FactSet restsOn, long... about) {
        about(about);
        give(draft.verdict(), restsOn, draft);
    }

    private void about(long[] keys) {
        for (long key : keys) {
            ties.about(key);
        }
    }

    private Why why(long key) {
        return hashed() ? Why.HASHED_PTR : machine.why(key);
    }

    private boolean hashed() {
        return needsLocks[rule] && machine.locks().hashed();
    }

    private void give(Verdict verdict, FactSet restsOn, @Nullable Draft draft) {
        timeline.judged(rule);
        ties.about(Key.runner(pid));
        boolean kept = draft != null || ledger.observed();
        ties.add(
                cells.of(rule, verdict, restsOn),
                kept ? new Obligation(rule, verdict, null, restsOn, draft, line, time) : null);
    }

    private void give(Why why) {
        timeline.judged(rule);
        ties.about(Key.runner(pid));
        ties.add(
                cells.inconclusive(rule, why),
                ledger.observed()
                        ? new Obligation(rule, Verdict.INCONCLUSIVE, why, FactSet.NONE, null, line, time)
                        : null);
    }
}
