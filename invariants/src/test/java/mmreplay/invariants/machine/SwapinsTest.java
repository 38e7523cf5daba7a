package mmreplay.invariants.machine;

import static mmreplay.invariants.machine.Events.OTHER;
import static mmreplay.invariants.machine.Events.PID;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.Word;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SwapinsTest {

    /** As pagemap shows it: type 0, offset 5. */
    private static final long PTE = 0x7fffffffffff408L;

    private static final long ENTRY = 5;
    private static final long PFN = 0x1980;

    private Events events = new Events();

    private Swapins.Binding binding(long entry) {
        return Objects.requireNonNull(events.machine.swapins().find(PID, entry));
    }

    private void swapMap(int pid, long entry, Word how) {
        events.apply(
                events.event(EventKind.SWAP_MAP, pid).set(Field.ENTRY, entry).set(Field.HOW, how));
    }

    private void cachesAndLocksPage() {
        events.apply(events.event(EventKind.SWAPCACHE)
                .set(Field.PFN, PFN)
                .set(Field.ENTRY, ENTRY)
                .set(Field.HOW, Word.ADD));
        events.apply(events.event(EventKind.FOLIO_LOCK)
                .set(Field.PFN, PFN)
                .set(Field.OK, 1)
                .set(Field.HOW, Word.TRY));
    }

    @Test
    void the_lock_of_a_swapcache_page_binds_its_entry_until_anybody_unlocks_it() {
        swapMap(OTHER, ENTRY, Word.ALLOC);
        cachesAndLocksPage();
        assertThat(binding(ENTRY).byPage()).isTrue();
        assertThat(binding(ENTRY).pfn()).isEqualTo(PFN);
        assertThat(binding(ENTRY).line()).isEqualTo(events.line());
        assertThat(binding(ENTRY).generation()).isEqualTo(1);
        swapMap(OTHER, ENTRY, Word.CACHE_CLEAR);
        assertThat(binding(ENTRY).pinned()).isTrue();
        events.apply(events.event(EventKind.FOLIO_UNLOCK, OTHER).set(Field.PFN, PFN));
        assertThat(binding(ENTRY).pinned()).isFalse();
        assertThat(binding(ENTRY).unpinLine()).isEqualTo(events.line());
    }

    @Test
    void swap_has_cache_binds_the_entry_until_anybody_clears_it() {
        swapMap(PID, ENTRY, Word.CACHE_SET);
        assertThat(binding(ENTRY).byPage()).isFalse();
        swapMap(OTHER, ENTRY, Word.PUT);
        assertThat(binding(ENTRY).pinned()).isTrue();
        swapMap(OTHER, ENTRY, Word.CACHE_CLEAR);
        assertThat(binding(ENTRY).pinned()).isFalse();
        assertThat(binding(ENTRY).unpinLine()).isEqualTo(events.line());
    }

    @Test
    void pte_same_is_what_a_binding_was_for() {
        swapMap(PID, ENTRY, Word.CACHE_SET);
        swapMap(PID, ENTRY + 1, Word.CACHE_SET);
        events.apply(events.event(EventKind.PTE_SAME).set(Field.ORIG, PTE).set(Field.RESULT, 1));
        assertThat(events.machine.swapins().find(PID, ENTRY)).isNull();
        assertThat(binding(ENTRY + 1).pinned()).isTrue();
    }

    @Test
    void a_new_fault_and_a_new_task_of_the_same_pid_have_no_bindings() {
        swapMap(PID, ENTRY, Word.CACHE_SET);
        events.apply(events.event(EventKind.TASK_DEAD, OTHER).set(Field.PID, PID));
        assertThat(events.machine.swapins().find(PID, ENTRY)).isNull();
        swapMap(PID, ENTRY, Word.CACHE_SET);
        events.apply(events.event(EventKind.PTE_READ).set(Field.PTE, PTE));
        assertThat(events.machine.swapins().find(PID, ENTRY)).isNull();
    }

    @Test
    void where_nothing_goes_unrecorded_a_fault_rests_on_nothing_until_a_page_is_locked() {
        events = new Events(Machine.Start.EMPTY);
        events.apply(events.event(EventKind.PTE_READ).set(Field.PTE, PTE));
        assertThat(binding(ENTRY).pinned()).isFalse();
        assertThat(binding(ENTRY).unpinLine()).isEqualTo(events.line());
        cachesAndLocksPage();
        assertThat(binding(ENTRY).pinned()).isTrue();
    }

    @Test
    void a_task_that_binds_more_entries_than_any_readahead_starts_over() {
        for (int i = 0; i < 64; i++) {
            swapMap(PID, ENTRY + i, Word.CACHE_SET);
        }
        assertThat(binding(ENTRY).pinned()).isTrue();
        swapMap(PID, ENTRY + 64, Word.CACHE_SET);
        assertThat(events.machine.swapins().find(PID, ENTRY)).isNull();
        assertThat(binding(ENTRY + 64).pinned()).isTrue();
    }

    @Test
    void a_page_entry_or_task_whose_order_is_not_told_ends_what_rests_on_it() {
        cachesAndLocksPage();
        events.machine.forget(Key.page(PFN + 1), 1);
        assertThat(binding(ENTRY).pinned()).isTrue();
        events.machine.forget(Key.page(PFN), 1);
        assertThat(events.machine.swapins().find(PID, ENTRY)).isNull();
        swapMap(PID, ENTRY, Word.CACHE_SET);
        events.machine.forget(Key.swap(ENTRY), 1);
        assertThat(events.machine.swapins().find(PID, ENTRY)).isNull();
        swapMap(PID, ENTRY, Word.CACHE_SET);
        events.machine.forget(Key.runner(PID), 1);
        assertThat(events.machine.swapins().find(PID, ENTRY)).isNull();
    }
}
