package mmreplay.invariants.replay;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.result.Why;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.series.Charts;
import mmreplay.invariants.series.TimelineBuilder;
import mmreplay.traces.Gap;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.FactClass;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.KernelVersion;
import mmreplay.traces.event.MmEvent;
import org.jspecify.annotations.Nullable;

/** Drives one trace through the machine and the rules. */
public final class Replay implements Steps {

    private final List<Rule> rules;
    private final Rule[][] byKind = new Rule[EventKind.values().length][];
    private final int[][] indexByKind = new int[EventKind.values().length][];
    private final Cells cells;
    private final VerdictLedger ledger;
    private final TieGroup ties;
    private final Machine machine;
    private final TimelineBuilder timeline;
    /** By kind: whether it occurred. Every event comes by here, so this is no set. */
    private final boolean[] recorded = new boolean[EventKind.values().length];

    private final Set<FactClass> locksRecorded = EnumSet.noneOf(FactClass.class);
    private final Court court;
    private @Nullable EarlyFindings early;
    private final Lanes lanes;
    private int lane;
    private boolean applied;
    /** The next event, or the one that has begun, is older than others before it: what it tells may have changed since. */
    private boolean late;

    private long overfull;

    /**
     * @param cpus how many CPUs the trace is known to have, 0 if it does not tell
     * @param resolution the step of its time stamps
     */
    public Replay(List<Rule> rules, Machine.Start start, int cpus, long resolution) {
        this(rules, start, cpus, resolution, Charts.DRAWN);
    }

    /** As {@link #Replay(List, Machine.Start, int, long)}, for an outcome of which only so much is shown. */
    public Replay(List<Rule> rules, Machine.Start start, int cpus, long resolution, Charts charts) {
        this.rules = List.copyOf(rules);
        cells = new Cells(rules.size());
        ledger = new VerdictLedger(cells, cpus);
        lanes = new Lanes(cpus);
        ties = new TieGroup(cells, ledger, new Forgetting());
        machine = new Machine(start, ties);
        timeline = new TimelineBuilder(resolution, rules.size(), charts);
        court = new Court(this.rules, cells, ledger, ties, machine, timeline);
        Map<EventKind, List<Integer>> wanted = new EnumMap<>(EventKind.class);
        for (int i = 0; i < rules.size(); i++) {
            for (EventKind kind : rules.get(i).info().triggers()) {
                wanted.computeIfAbsent(kind, k -> new ArrayList<>()).add(i);
            }
        }
        wanted.forEach((kind, indexes) -> {
            byKind[kind.ordinal()] = indexes.stream().map(rules::get).toArray(Rule[]::new);
            indexByKind[kind.ordinal()] =
                    indexes.stream().mapToInt(Integer::intValue).toArray();
        });
    }

    /** Before the first event: which kernel the user says this is, and which one was recorded beside the trace. */
    public void kernel(Optional<KernelVersion> stated, Optional<KernelVersion> recordedBeside) {
        machine.eras().kernel(stated, recordedBeside);
    }

    /** For tests: hears of every verdict when it is final. */
    void observe(Consumer<Obligation> listener) {
        ledger.observe(listener);
    }

    /** Before the first event: findings are wanted while the trace is read; see {@link #tellSettled}. */
    public void early() {
        early = new EarlyFindings(rules);
        ledger.early(early::settled);
    }

    /** A finding became final since {@link #tellSettled}. */
    public boolean newlySettled() {
        return early != null && early.news();
    }

    /**
     * Tells findings that no gap can undo any more, each root once.
     *
     * @param complete the classes that the trace records completely, as far as it was read
     */
    public void tellSettled(Set<FactClass> complete, Consumer<Found> listener) {
        if (early != null) {
            early.tell(borneOut(complete), listener);
        }
    }

    /** Tells findings up to that time that are not final, and were not told before. */
    public void tellPending(long until, Supplier<Set<FactClass>> complete, Consumer<Found> listener) {
        EarlyFindings telling = early;
        if (telling == null) {
            return;
        }
        List<Obligation> findings = new ArrayList<>();
        Consumer<Obligation> old = finding -> {
            if (finding.time() <= until && telling.isNew(finding)) {
                findings.add(finding);
            }
        };
        ledger.pending(old);
        ties.pending(old);
        if (!findings.isEmpty()) {
            telling.tellProvisionally(findings, borneOut(complete.get()), listener);
        }
    }

    private Set<FactClass> borneOut(Set<FactClass> complete) {
        Set<FactClass> borneOut = EnumSet.noneOf(FactClass.class);
        borneOut.addAll(complete);
        borneOut.removeAll(machine.contradicted());
        return borneOut;
    }

    @Override
    public void begin(long time, int buffer, int eventCpu, long line, int pid) {
        lane = lanes.of(buffer, eventCpu);
        ties.at(time, lane, line);
        timeline.event(time, eventCpu);
        machine.tlbs().running(line, eventCpu, pid);
        if (pid > 0) { // the idle tasks share a number
            ties.touch(Key.runner(pid));
        }
    }

    /** Judged first, on the state before it, then applied. */
    @Override
    public void event(MmEvent event) {
        recorded[event.kind().ordinal()] = true;
        if (event.kind().factClass() == FactClass.LOCKS) {
            locksRecorded.add(FactClass.ofLock(event.word(Field.HOW)));
        }
        machine.complete(event);
        timeline.mm(event, machine);
        Rule[] judges = byKind[event.kind().ordinal()];
        if (judges != null) {
            int[] indexes = indexByKind[event.kind().ordinal()];
            for (int i = 0; i < judges.length; i++) {
                court.sit(indexes[i], event);
                judges[i].judge(event, machine, court);
            }
        }
        machine.apply(event);
        applied = true;
        if (event.kind() == EventKind.TASK_DEAD) {
            int pid = (int) event.get(Field.PID);
            rules.forEach(rule -> rule.died(pid));
        }
    }

    @Override
    public void end() {
        ties.seen(lane);
        if (applied && machine.overfull()) {
            overfull++;
            forget(Why.LOST);
        }
        if (late) {
            forget(Why.CLOCK);
            late = false;
        }
        applied = false;
    }

    /** What was judged meanwhile is in doubt, and what was known is not any more. */
    @Override
    public void gap(Gap gap) {
        late |= gap.cause() == Gap.Cause.LATE;
        Why why = gap.cause() == Gap.Cause.LATE ? Why.CLOCK : Why.LOST;
        if (gap.cpu() == Gap.EVERY_CPU) {
            ties.lost(Gap.EVERY_CPU);
            ledger.gapEverywhere(why);
        } else {
            int lost = lanes.of(gap.buffer(), gap.cpu());
            ties.lost(lost);
            ledger.gap(lost, why);
        }
        forget(why);
    }

    private final class Forgetting implements Doubts {

        @Override
        public void disputed(long key, long since) {
            int pid = Key.runnerPid(key);
            if (pid >= 0) {
                rules.forEach(rule -> rule.died(pid));
            }
            if (machine.forget(key, since)) {
                misread(key);
            }
        }

        @Override
        public void misread(long key) {
            rules.forEach(rule -> rule.disputed(key));
        }

        @Override
        public void unordered(Why why) {
            forget(why);
        }
    }

    private Set<FactClass> recorded() {
        Set<FactClass> classes = EnumSet.copyOf(locksRecorded);
        for (EventKind kind : EventKind.values()) {
            if (recorded[kind.ordinal()]) {
                classes.add(kind.factClass());
            }
        }
        return classes;
    }

    private void forget(Why why) {
        machine.forget(why);
        rules.forEach(Rule::forget);
    }

    /**
     * The trace has ended.
     *
     * @param endProven the file proves that nothing is missing at its end
     * @param complete the classes that it records completely
     */
    public Outcome finish(boolean endProven, Set<FactClass> complete) {
        ties.close();
        Tally tally = ledger.finish(endProven);
        Verdicts verdicts = new Verdicts(rules, cells, tally, borneOut(complete), recorded());
        TreeMap<String, List<Long>> times = new TreeMap<>();
        verdicts.findings().forEach(found -> times.computeIfAbsent(
                        rules.get(found.obligation().rule()).info().id(), id -> new ArrayList<>())
                .add(found.obligation().time()));
        return new Outcome(
                verdicts.rules(),
                verdicts.findings(),
                timeline.build(rules.stream().map(rule -> rule.info().id()).toList(), times),
                machine.eras().results(),
                machine.tables().contradictions() + machine.folios().contradictions(),
                overfull);
    }
}
