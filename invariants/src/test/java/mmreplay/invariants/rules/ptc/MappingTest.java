package mmreplay.invariants.rules.ptc;

import static org.assertj.core.api.Assertions.assertThat;

import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Touched;
import mmreplay.invariants.machine.Tri;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Of which kind a page is, as PAGE_TABLE_CHECK asks. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MappingTest {

    private static final long HEAD = 0x1a00;
    private static final long TAIL = HEAD + 7;
    private static final long ANON = 0xffff888003ed3ae1L;
    private static final long KSM = 0xffff888003ed3ae3L;
    private static final long FILE = 0xffff888003ed3ae0L;

    private final Machine machine = new Machine(Machine.Start.UNKNOWN, Touched.NOBODY);
    private final MmEvent event = new MmEvent();
    private long line;

    private void alloc(long pfn, int order) {
        machine.apply(event.begin(EventKind.PAGE_ALLOC, ++line, line, 0, 203)
                .set(Field.PFN, pfn)
                .set(Field.ORDER, order));
    }

    private void mapping(long pfn, long mapping) {
        machine.apply(event.begin(EventKind.MAPPING_SET, ++line, line, 0, 203)
                .set(Field.PFN, pfn)
                .set(Field.NEW, mapping)
                .set(Field.HOW, Word.NEW));
    }

    @Test
    void a_page_is_what_its_mapping_says() {
        alloc(HEAD, 0);
        mapping(HEAD, ANON);
        assertThat(Mapping.anon(HEAD, machine)).isEqualTo(Tri.YES);
        mapping(HEAD, KSM);
        assertThat(Mapping.anon(HEAD, machine)).isEqualTo(Tri.YES);
        mapping(HEAD, FILE);
        assertThat(Mapping.anon(HEAD, machine)).isEqualTo(Tri.NO);
    }

    @Test
    void a_tail_is_what_its_head_is() {
        alloc(HEAD, 9);
        mapping(HEAD, ANON);
        assertThat(Mapping.anon(TAIL, machine)).isEqualTo(Tri.YES);
    }

    @Test
    void a_tail_of_a_head_that_is_no_anonymous_page_is_not_known() {
        alloc(HEAD, 9);
        mapping(HEAD, FILE);
        assertThat(Mapping.anon(TAIL, machine)).isEqualTo(Tri.UNKNOWN);
    }

    @Test
    void a_page_that_was_allocated_and_never_got_a_mapping_has_none() {
        alloc(HEAD, 0);
        assertThat(Mapping.anon(HEAD, machine)).isEqualTo(Tri.NO);
    }

    @Test
    void of_a_page_that_nobody_saw_nothing_is_known() {
        assertThat(Mapping.anon(HEAD, machine)).isEqualTo(Tri.UNKNOWN);
    }
}
