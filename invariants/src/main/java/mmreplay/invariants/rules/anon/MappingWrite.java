package mmreplay.invariants.rules.anon;

import mmreplay.invariants.machine.AnonVmas;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;

/** Reads a MAPPING_SET event. */
final class MappingWrite {

    private MappingWrite() {}

    /** The value written is that of an anonymous page: tag 1, neither file (0), movable (2) nor KSM (3). */
    static boolean toAnon(MmEvent event) {
        return event.has(Field.NEW) ? AnonVmas.isAnon(event.get(Field.NEW)) : event.is(Field.ANON);
    }

    static boolean fromAnon(MmEvent event) {
        return event.has(Field.OLD) && AnonVmas.isAnon(event.get(Field.OLD));
    }

    static boolean fromNone(MmEvent event) {
        return event.has(Field.OLD) && event.get(Field.OLD) == 0;
    }

    /** The anon_vma written. */
    static long anonVma(MmEvent event) {
        return AnonVmas.address(event.get(Field.NEW));
    }

    static long oldAnonVma(MmEvent event) {
        return AnonVmas.address(event.get(Field.OLD));
    }
}
