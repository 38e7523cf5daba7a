package mmreplay.invariants.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SwapSlotsTest {

    private static final long ENTRY = (1L << 58) | 0x17;
    private static final long PFN = 0x1980;

    private final Events events = new Events();
    private final SwapSlots slots = events.machine.swap();

    private MmEvent map(Word how) {
        return events.event(EventKind.SWAP_MAP).set(Field.ENTRY, ENTRY).set(Field.HOW, how);
    }

    private MmEvent cache(Word how) {
        return events.event(EventKind.SWAPCACHE)
                .set(Field.ENTRY, ENTRY)
                .set(Field.PFN, PFN)
                .set(Field.HOW, how);
    }

    private SwapSlots.Slot slot() {
        return Objects.requireNonNull(slots.find(ENTRY));
    }

    @Test
    void of_a_slot_that_nothing_shows_nothing_is_known() {
        assertThat(slots.find(ENTRY)).isNull();
        assertThat(slots.get(ENTRY).cached()).isEqualTo(Tri.UNKNOWN);
        assertThat(slots.size()).isEqualTo(1);
        assertThat(slots.find(ENTRY)).isNotNull();
    }

    @Test
    void where_nothing_existed_before_no_slot_is_cached() {
        SwapSlots empty = new Events(Machine.Start.EMPTY).machine.swap();
        SwapSlots.Slot found = Objects.requireNonNull(empty.find(ENTRY));
        assertThat(found.cached()).isEqualTo(Tri.NO);
        assertThat(empty.find(ENTRY)).isSameAs(found);
    }

    @Test
    void each_time_a_slot_is_given_out_is_another_generation() {
        assertThat(events.touches(map(Word.ALLOC))).containsExactly(Key.swap(ENTRY));
        assertThat(slot().generation()).isEqualTo(1);
        assertThat(slot().allocLine()).isEqualTo(events.line());
        assertThat(slot().cached()).isEqualTo(Tri.NO);
        events.apply(map(Word.ALLOC));
        assertThat(slot().generation()).isEqualTo(2);
    }

    @Test
    void the_usage_is_known_where_an_event_prints_it() {
        events.apply(map(Word.ALLOC));
        assertThat(slot().usageKnown()).isFalse();
        events.apply(map(Word.DUP).set(Field.AFTER, 0x42));
        assertThat(slot().usageKnown()).isTrue();
        assertThat(slot().usage()).isEqualTo(0x42);
        assertThat(slot().freeLine()).isZero();
        events.apply(map(Word.PUT).set(Field.AFTER, 0));
        assertThat(slot().freeLine()).as("the last reference went").isEqualTo(events.line());
    }

    @Test
    void a_slot_that_is_freed_says_so_even_if_no_usage_is_printed() {
        events.apply(map(Word.FREE));
        assertThat(slot().freeLine()).isEqualTo(events.line());
    }

    @Test
    void an_attempt_that_failed_changes_nothing() {
        assertThat(events.touches(map(Word.DUP).set(Field.AFTER, 0x42).set(Field.ERR, -22)))
                .isEmpty();
        assertThat(slots.find(ENTRY)).isNull();
    }

    @Test
    void the_swapcache_has_a_page_of_the_slot_from_its_add_to_its_delete() {
        assertThat(events.touches(cache(Word.ADD))).containsExactlyInAnyOrder(Key.swap(ENTRY), Key.page(PFN));
        assertThat(slot().cached()).isEqualTo(Tri.YES);
        assertThat(slot().cachePfn()).isEqualTo(PFN);
        assertThat(slot().cacheLine()).isEqualTo(events.line());
        events.apply(cache(Word.DEL));
        assertThat(slot().cached()).isEqualTo(Tri.NO);
    }

    @Test
    void a_swap_device_changes_when_it_is_put_to_use_or_taken_out_of_it_but_not_when_it_is_referred_to() {
        MmEvent on = events.event(EventKind.SWAP_DEVICE).set(Field.SW_TYPE, 2).set(Field.HOW, Word.SWAP_ON);
        assertThat(events.touches(on)).containsExactly(Key.device(2));
        MmEvent off =
                events.event(EventKind.SWAP_DEVICE).set(Field.ENTRY, ENTRY).set(Field.HOW, Word.SWAP_OFF);
        assertThat(events.touches(off)).containsExactly(Key.device(1));
        MmEvent get =
                events.event(EventKind.SWAP_DEVICE).set(Field.ENTRY, ENTRY).set(Field.HOW, Word.GET);
        assertThat(events.touches(get)).isEmpty();
    }
}
