package mmreplay.invariants.rules.tlb;

import static mmreplay.traces.event.FactClass.TLB;

import java.util.List;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.TlbCpu;
import mmreplay.invariants.rule.Draft;
import mmreplay.invariants.rule.FactSet;
import mmreplay.invariants.rule.Judge;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.rule.RuleInfo;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;

/**
 * A CPU's generation of an mm only grows, and a flush of a range alone takes it on by exactly one: with more, the ranges of the
 * generations between would never be flushed there.
 */
public final class Tlb4 implements Rule {

    private static final FactSet FACTS = FactSet.of(TLB);

    private static final RuleInfo INFO = new RuleInfo(
            "TLB-4",
            "a CPU's TLB generation grows, by one at a time unless everything is flushed",
            "project rule",
            List.of(EventKind.TLB_FLUSH_CPU),
            FACTS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        TlbCpu cpu = machine.tlbs().cpu(event.cpu());
        long about = Key.cpu(event.cpu());
        long mm = event.get(Field.MM);
        if (!event.has(Field.GEN) || !event.has(Field.FULL)) {
            return;
        }
        if (cpu == null || !cpu.known() || cpu.mm() != mm || cpu.generation() < 0) {
            judge.unknown(about);
            return;
        }
        long before = cpu.generation();
        long now = event.get(Field.GEN);
        if (now <= before) {
            judge.found(finding(Draft.violation("cpu"), event, cpu, "which is no progress"), FACTS, about);
        } else if (!event.is(Field.FULL) && now != before + 1) {
            judge.found(
                    finding(Draft.hazard("cpu"), event, cpu, "but flushes only one range: those between are left"),
                    FACTS,
                    about);
        } else {
            judge.pass(FACTS, about);
        }
    }

    private static Draft finding(Draft draft, MmEvent event, TlbCpu cpu, String what) {
        return draft.key("cpu", event.cpu())
                .key("mm", event.get(Field.MM))
                .key("generation", event.get(Field.GEN))
                .says("CPU " + event.cpu() + " goes from generation " + cpu.generation() + " of mm "
                        + Draft.hex(event.get(Field.MM)) + " to " + event.get(Field.GEN) + ", " + what + ".")
                .proof(cpu.generationLine(), "before", "the generation that the CPU had reached")
                .proof(event.line(), "trigger", "the flush");
    }
}
