package mmreplay.invariants.rules.anon;

import static mmreplay.traces.event.FactClass.ANON_VMA;
import static mmreplay.traces.event.FactClass.MAPPING;

import java.util.List;
import mmreplay.invariants.machine.AnonVma;
import mmreplay.invariants.machine.AnonVmas;
import mmreplay.invariants.machine.Key;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.rule.Draft;
import mmreplay.invariants.rule.FactSet;
import mmreplay.invariants.rule.Judge;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.rule.RuleInfo;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;

/** The pointer to the anon_vma and its PAGE_MAPPING_ANON tag are one store: no reader ever sees one without the other. */
public final class Anon6 implements Rule {

    private static final RuleInfo INFO = new RuleInfo(
            "ANON-6",
            "an anon_vma's address is never in page->mapping without its PAGE_MAPPING_ANON tag",
            "S1 (2010-08)",
            List.of(EventKind.MAPPING_SET, EventKind.PAGE_SAMPLE),
            FactSet.of(MAPPING));

    private static final FactSet BY_LIFE = FactSet.of(ANON_VMA);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void judge(MmEvent event, Machine machine, Judge judge) {
        boolean sample = event.kind() == EventKind.PAGE_SAMPLE;
        // where ANON stands, the dialect computed the value from the vma: only a value read from the page is evidence
        long value = sample ? event.get(Field.MAPPING) : event.is(Field.ANON) ? 0 : event.get(Field.NEW);
        if (value == 0) {
            return;
        }
        long about = Key.page(event.get(Field.PFN));
        if (AnonVmas.isAnon(value)) {
            AnonVma target = machine.anonVmas().find(AnonVmas.address(value));
            if (target == null) {
                judge.unknown(about);
            } else {
                judge.pass(FactSet.NONE, about, Key.anonVma(target.address()), Key.heardOf(target.address()));
            }
            return;
        }
        AnonVma untagged = (value & 3) == 0 ? machine.anonVmas().find(value) : null;
        if (untagged != null && !untagged.freed()) {
            long pfn = event.get(Field.PFN);
            judge.found(
                    Draft.violation("page")
                            .key("pfn", pfn)
                            .says("The mapping of page " + Draft.hex(pfn) + " is set to " + Draft.hex(value)
                                    + ", an anon_vma's address without PAGE_MAPPING_ANON: a reader takes it for a file's"
                                    + " address_space.")
                            .proof(untagged.bornLine(), "anon_vma", "that address is an anon_vma")
                            .proof(event.line(), "trigger", "written without the tag"),
                    BY_LIFE,
                    about,
                    Key.anonVma(value));
        }
    }
}
