package mmreplay.invariants.scene;

import java.util.function.LongConsumer;
import mmreplay.invariants.machine.AnonVmas;
import mmreplay.invariants.machine.Key;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.FactClass;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;

/** Which objects an event is about, whatever its kind: by the fields that name them. */
final class Sightings {

    private static final Field[] PAGES = {Field.PFN, Field.SRC, Field.DST};
    private static final Field[] ENTRIES = {Field.OLD, Field.NEW};

    private Sightings() {}

    /** Gives each object's {@link Thing#key}; one may come twice. Keys of objects that nobody asked for cost nothing. */
    static void of(MmEvent event, LongConsumer keys) {
        for (Field field : PAGES) {
            if (event.has(field)) {
                keys.accept(Key.page(event.get(field)));
            }
        }
        if (event.is(Field.ENTRY)) {
            keys.accept(Key.swap(event.get(Field.ENTRY)));
        }
        if (event.is(Field.ANON_VMA)) {
            keys.accept(Key.anonVma(event.get(Field.ANON_VMA)));
        }
        if (event.is(Field.VMA)) {
            keys.accept(Key.vma(event.get(Field.VMA)));
        }
        if (event.kind().factClass() == FactClass.LOCKS) {
            keys.accept(Key.lock(event.get(Field.LOCK)));
        }
        if (event.has(Field.MM) && event.has(Field.ADDR) && event.kind() != EventKind.PMD_WRITE) {
            keys.accept(Thing.pteKey(event.get(Field.MM), event.get(Field.ADDR)));
        }
        if (event.kind() == EventKind.MAPPING_SET && AnonVmas.isAnon(event.get(Field.NEW))) {
            keys.accept(Key.anonVma(AnonVmas.address(event.get(Field.NEW))));
        }
        if (event.kind() == EventKind.PTE_WRITE || event.kind() == EventKind.PMD_WRITE) {
            for (Field field : ENTRIES) {
                long key = Thing.referred(event, field);
                if (key != 0) {
                    keys.accept(key);
                }
            }
        }
    }
}
