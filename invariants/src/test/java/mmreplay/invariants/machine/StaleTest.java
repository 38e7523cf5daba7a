package mmreplay.invariants.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** CPU 0 took the entry away, at stamp 1000 and generation 5. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StaleTest {

    private static final long ADDRESS = 0x7000_0000_0000L;
    private static final long END = ADDRESS + 0x1000;
    private static final long STAMP = 1000;
    private static final long GENERATION = 5;
    private static final long ALL = 0b1111;

    private static Stale stale(long generation, long may, long unknown, long unordered) {
        return new Stale(
                new Stale.Store(7, STAMP, 0, generation),
                new Stale.Range(0xffff888003450700L, ADDRESS, END, 0x1980, 1),
                Tri.YES,
                may,
                unknown,
                unordered);
    }

    private final Stale stale = stale(GENERATION, ALL, 0, 0);

    @Test
    void a_cpu_holds_it_for_certain_only_if_it_had_the_mm_loaded_and_nothing_is_doubtful() {
        Stale doubtful = stale(GENERATION, 0b0111, 0b0010, 0b0100);
        assertThat(doubtful.held(0)).isTrue();
        assertThat(doubtful.held(1)).as("unknown").isFalse();
        assertThat(doubtful.held(2)).as("unordered").isFalse();
        assertThat(doubtful.held(3)).as("elsewhere").isFalse();
        assertThat(doubtful.cpus()).isEqualTo(0b0111);
        assertThat(doubtful.unordered(2)).isTrue();
        assertThat(doubtful.unordered(1)).isFalse();
    }

    @Test
    void a_flush_of_a_later_generation_takes_it_from_that_cpu() {
        stale.flushed(STAMP + 1, 1, GENERATION + 1);
        assertThat(stale.cpus()).isEqualTo(0b1101);
        assertThat(stale.flushing()).isTrue();
    }

    @Test
    void a_flush_of_a_generation_that_began_before_the_store_may_have_come_too_early() {
        stale.flushed(STAMP + 1, 1, GENERATION);
        assertThat(stale.cpus()).isEqualTo(ALL);
        assertThat(stale.unordered(1)).isTrue();
        assertThat(stale.unordered(2)).isFalse();
        assertThat(stale.held(1)).isFalse();
        assertThat(stale.held(2)).isTrue();
    }

    @Test
    void the_cpu_that_made_the_store_flushes_after_it_whatever_the_generation() {
        stale.flushed(STAMP, 0, GENERATION);
        assertThat(stale.cpus()).isEqualTo(0b1110);
    }

    @Test
    void a_flush_without_a_generation_is_taken_by_its_stamp() {
        stale.flushed(STAMP + 1, 1, Stale.NO_GENERATION);
        assertThat(stale.cpus()).isEqualTo(0b1101);
        Stale ofNone = stale(Stale.NO_GENERATION, ALL, 0, 0);
        ofNone.flushed(STAMP + 1, 1, 0);
        assertThat(ofNone.cpus()).isEqualTo(0b1101);
    }

    @Test
    void another_cpus_flush_at_the_stamp_of_the_store_may_have_come_before_it() {
        stale.flushed(STAMP, 1, GENERATION + 1);
        assertThat(stale.cpus()).isEqualTo(ALL);
        assertThat(stale.unordered(1)).isTrue();
    }

    @Test
    void a_flush_by_a_cpu_that_does_not_hold_it_makes_nothing_doubtful() {
        Stale ofTwo = stale(GENERATION, 0b0011, 0, 0);
        ofTwo.flushed(STAMP, 2, GENERATION);
        assertThat(ofTwo.cpus()).isEqualTo(0b0011);
        assertThat(ofTwo.unordered(1)).isFalse();
        assertThat(ofTwo.unordered(2)).isFalse();
    }

    @Test
    void a_cpu_that_loads_the_mm_anew_keeps_nothing_of_it() {
        stale.loaded(STAMP + 1, 2);
        assertThat(stale.cpus()).isEqualTo(0b1011);
        stale.loaded(STAMP, 3);
        assertThat(stale.cpus()).isEqualTo(0b1011);
        assertThat(stale.unordered(3)).as("before or after the store").isTrue();
        assertThat(stale.unordered(1)).isFalse();
    }

    @Test
    void a_flush_that_begins_frees_the_cpus_outside_of_mm_cpumask() {
        Stale doubtful = stale(GENERATION, 0b0011, 0b0101, 0b1001);
        doubtful.begun(STAMP + 1, 1, 0b0001);
        assertThat(doubtful.cpus()).isEqualTo(0b0001);
        assertThat(doubtful.flushing()).isTrue();
    }

    @Test
    void a_flush_that_another_cpu_begins_at_the_stamp_of_the_store_frees_none() {
        stale.begun(STAMP, 1, 0);
        assertThat(stale.cpus()).isEqualTo(ALL);
        stale.begun(STAMP, 0, 0);
        assertThat(stale.cpus()).as("by the CPU that stored").isZero();
    }

    @Test
    void only_a_flush_of_its_whole_range_covers_it() {
        assertThat(stale.covers(ADDRESS, END)).isTrue();
        assertThat(stale.covers(0, -1)).isTrue();
        assertThat(stale.covers(ADDRESS + 1, END)).isFalse();
        assertThat(stale.covers(ADDRESS, END - 1)).isFalse();
    }

    @Test
    void a_page_of_a_table_that_was_taken_out_is_as_stale_as_the_table() {
        stale.flushed(STAMP + 1, 1, GENERATION + 1);
        Stale page = stale.ofPage(new Stale.Range(stale.mm(), ADDRESS, END, 0x1981, 1));
        assertThat(page.cpus()).isEqualTo(0b1101);
        assertThat(page.line()).isEqualTo(7);
        assertThat(page.flushing()).isTrue();
        assertThat(page.linked()).isEqualTo(Tri.YES);
    }
}
