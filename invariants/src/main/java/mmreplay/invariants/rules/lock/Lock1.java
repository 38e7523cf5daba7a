package mmreplay.invariants.rules.lock;

import java.util.List;
import java.util.TreeSet;
import mmreplay.invariants.machine.Hold;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.PageLocks;
import mmreplay.invariants.result.Why;
import mmreplay.invariants.rule.Draft;
import mmreplay.invariants.rule.FactSet;
import mmreplay.invariants.rule.Judge;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.rule.RuleInfo;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.FactClass;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.jspecify.annotations.Nullable;

/**
 * Two tasks that take two locks in opposite orders wait for each other one day. It needs no second task to see it: one wait
 * against the documented order is enough, and of locks that no comment orders, two waits of opposite order.
 */
public final class Lock1 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "LOCK-1",
            "no task waits for a lock while it holds one that is taken inside it",
            "S3 (2023-01)",
            List.of(
                    EventKind.LOCK_ACQUIRE,
                    EventKind.LOCK_CONTENDED,
                    EventKind.LOCK_ACQUIRED,
                    EventKind.FOLIO_LOCK,
                    EventKind.RWSEM_RETURN,
                    EventKind.MMAP_LOCKED),
            FactSet.of(FactClass.LOCKS));

    private final LockChain chain = new LockChain();
    private LockGraph seen = new LockGraph();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        if (chain.waits(event, machine)) {
            if (!chain.isEmpty()) {
                waited(event, machine, judge);
            }
        } else if (chain.tries(event, machine) && (chain.invertedToPage() || chain.perhapsInverted())) {
            chain.pass(judge, LockFinding.by(event)); // a trylock waits for nobody
        }
    }

    private void waited(MmEvent event, Machine machine, Judge judge) {
        List<LockGraph.Edge> cycle = remember(event);
        Deadlock deadlock = Deadlock.closedBy(event, machine.locks());
        Hold inverted = chain.inverted();
        PageLocks.Locked page = chain.page();
        boolean inverts = inverted != null || (page != null && chain.invertedToPage() && chain.pageSure());
        if (!cycle.isEmpty() && deadlock.isEmpty() && !inverts) {
            // beside what the wait comes to by itself: that does not depend on whether the other half was recorded
            judge.found(cycle(event, cycle), LockFinding.by(event), chain.about());
        }
        if (!deadlock.isEmpty()) {
            judge.found(deadlock.draft(event), LockFinding.BY_LOCKS, deadlock.about());
        } else if (inverted != null) {
            Draft draft = LockFinding.inverted(event, chain, inverted);
            judge.found(otherWay(draft, inverted.kind()), LockFinding.by(event), chain.about());
        } else if (page != null && chain.invertedToPage() && chain.pageSure()) {
            Draft draft = LockFinding.invertedToPage(event, chain, page);
            judge.found(otherWay(draft, Word.PAGE_LOCK), LockFinding.byPageLock(event), chain.about());
        } else if (chain.perhapsInverted()) {
            chain.inconclusive(judge, Why.UNOBSERVED);
        } else if (!chain.invertedToPage() && chain.known()) {
            chain.pass(judge, LockFinding.BY_LOCKS);
        } else {
            chain.unknown(judge, machine);
        }
    }

    /** The order of this chain joins the graph, but for what is wrong by itself; returns the cycle that it closes. */
    private List<LockGraph.Edge> remember(MmEvent event) {
        List<LockGraph.Edge> cycle = List.of();
        List<Hold> held = chain.held();
        for (int i = 0; i < held.size(); i++) {
            Hold hold = held.get(i);
            LockOrder.Relation relation = LockOrder.of(hold.kind(), chain.wanted());
            if (relation == LockOrder.Relation.INVERTED
                    || hold.kind() == chain.wanted()
                    || hold.kind() == Word.RCU_READ
                    || LockOrder.ofManyKinds(hold.kind())
                    || LockOrder.ofManyKinds(chain.wanted())) {
                continue;
            }
            boolean mayClose = relation == LockOrder.Relation.UNORDERED
                    && cycle.isEmpty()
                    && seen.leadsBack(chain.wanted(), hold.kind());
            if (mayClose || seen.edge(hold.kind(), chain.wanted()) == null) {
                LockGraph.Edge edge = new LockGraph.Edge(
                        hold.kind(), chain.wanted(), event.pid(), hold.lock(), chain.lock(), hold.line(), event.line());
                cycle = mayClose ? seen.cycle(edge) : cycle;
                seen.add(edge);
            }
        }
        return cycle;
    }

    /** If this trace itself shows the documented order, it shows the other CPU's half, too. */
    private Draft otherWay(Draft draft, Word held) {
        LockGraph.@Nullable Edge other = seen.edge(chain.wanted(), held);
        return other == null
                ? draft
                : draft.proof(other.heldLine(), "other-held", LockOrder.name(other.held()) + " is taken first")
                        .proof(other.wantedLine(), "other-way", LockOrder.name(other.wanted()) + " is taken inside it");
    }

    private static Draft cycle(MmEvent event, List<LockGraph.Edge> cycle) {
        TreeSet<Word> classes = new TreeSet<>();
        StringBuilder scenario = new StringBuilder();
        for (int i = 0; i < cycle.size(); i++) {
            LockGraph.Edge edge = cycle.get(i);
            classes.add(edge.held());
            scenario.append(i == 0 ? "" : "; ")
                    .append("CPU " + i + " holds " + LockOrder.name(edge.held()) + " and waits for "
                            + LockOrder.name(edge.wanted()));
        }
        Draft draft = Draft.hazard("lock_cycle")
                .key("held", cycle.get(0).heldLock())
                .key("wanted", cycle.get(0).wantedLock())
                .root("lock cycle: " + classes);
        draft.says("Tasks of this trace take " + classes.size() + " locks in a circle, so that each can wait for the"
                + " next: " + scenario + ".");
        for (LockGraph.Edge edge : cycle) {
            String held = LockOrder.name(edge.held());
            draft.proof(edge.heldLine(), "held", "pid " + edge.pid() + " takes " + held);
            draft.proof(
                    edge.wantedLine(),
                    edge.wantedLine() == event.line() ? "trigger" : "wanted",
                    "pid " + edge.pid() + " waits for " + LockOrder.name(edge.wanted()) + " and holds " + held);
        }
        return draft;
    }

    @Override
    public void forget() {
        seen = new LockGraph();
    }
}
