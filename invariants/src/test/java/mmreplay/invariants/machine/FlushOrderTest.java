package mmreplay.invariants.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.MmEvent;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** All of it happens at one stamp, unless a test says otherwise. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FlushOrderTest {

    private static final long MM = 0xffff888003450700L;
    private static final long OTHER_MM = 0xffff888003ecf000L;
    private static final long ADDRESS = 0x7000_0000_0000L;
    private static final long PAGE = 0x1000;
    private static final long PFN = 0x1980;
    private static final int MOST = 256;

    private final List<Long> unordered = new ArrayList<>();
    private final FlushOrder order = new FlushOrder(unordered::add);
    private long time = 5;

    private MmEvent on(int cpu) {
        return new MmEvent().begin(EventKind.PTE_WRITE, 1, time, cpu, Events.PID);
    }

    private void unmapped(int cpu, long pfn, long address) {
        order.unmapped(on(cpu), MM, pfn, address);
    }

    private void flushed(int cpu, long start, long end) {
        order.flushed(on(cpu), MM, start, end);
    }

    @Test
    void an_unmap_and_another_cpus_flush_of_it_are_in_no_order_whichever_is_printed_first() {
        unmapped(0, PFN, ADDRESS);
        assertThat(unordered).isEmpty();
        flushed(1, ADDRESS, ADDRESS + PAGE);
        assertThat(unordered).containsExactly(PFN);
        unmapped(0, PFN + 1, ADDRESS);
        assertThat(unordered).containsExactly(PFN, PFN + 1);
    }

    @Test
    void what_one_cpu_does_is_in_the_order_in_which_it_is_printed() {
        unmapped(1, PFN, ADDRESS);
        flushed(1, 0, -1);
        unmapped(1, PFN, ADDRESS);
        assertThat(unordered).isEmpty();
    }

    @Test
    void stamps_that_differ_are_in_order() {
        unmapped(0, PFN, ADDRESS);
        time++;
        flushed(1, 0, -1);
        time++;
        unmapped(0, PFN, ADDRESS);
        assertThat(unordered).isEmpty();
    }

    @Test
    void a_flush_of_another_mm_or_of_other_addresses_does_not_matter() {
        flushed(1, ADDRESS - PAGE, ADDRESS);
        unmapped(0, PFN, ADDRESS);
        flushed(1, ADDRESS + PAGE, ADDRESS + (2 * PAGE));
        order.flushed(on(1), OTHER_MM, 0, -1);
        assertThat(unordered).isEmpty();
    }

    @Test
    void an_unmap_that_one_flush_passes_by_still_meets_the_next() {
        unmapped(0, PFN, ADDRESS);
        unmapped(0, PFN + 1, ADDRESS + PAGE);
        flushed(1, ADDRESS, ADDRESS + PAGE);
        assertThat(unordered).containsExactly(PFN);
        flushed(1, ADDRESS, ADDRESS + (2 * PAGE));
        assertThat(unordered).as("each page once").containsExactly(PFN, PFN + 1);
    }

    @Test
    void more_unmaps_than_are_kept_are_all_in_no_order() {
        for (int i = 0; i < MOST; i++) {
            unmapped(0, PFN + i, ADDRESS);
        }
        assertThat(unordered).isEmpty();
        unmapped(0, PFN + MOST, ADDRESS);
        assertThat(unordered).hasSize(MOST + 1).contains(PFN, PFN + MOST);
        unmapped(0, PFN + MOST + 1, ADDRESS);
        assertThat(unordered).as("counted from none again").hasSize(MOST + 1);
    }

    @Test
    void more_flushes_than_are_kept_are_taken_for_flushes_of_everything() {
        for (int i = 1; i <= MOST; i++) {
            flushed(1, ADDRESS + (i * PAGE), ADDRESS + ((i + 1) * PAGE));
        }
        unmapped(0, PFN, ADDRESS);
        assertThat(unordered).isEmpty();
        flushed(1, ADDRESS - PAGE, ADDRESS);
        unmapped(0, PFN + 1, ADDRESS);
        assertThat(unordered).containsExactly(PFN + 1);
    }
}
