package mmreplay.invariants.machine;

import static org.assertj.core.api.Assertions.assertThat;

import mmreplay.invariants.machine.TlbCpu.Lazy;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TlbCpuTest {

    private static final long MM = 0xffff888003450700L;
    private static final long OTHER_MM = 0xffff888003ecf000L;

    private final TlbCpu cpu = new TlbCpu(false);

    @Test
    void what_a_cpu_has_loaded_is_known_from_the_first_event_that_shows_it() {
        assertThat(cpu.known()).isFalse();
        assertThat(cpu.shows(MM, Lazy.NO, 7, 7000)).as("news").isTrue();
        assertThat(cpu.known()).isTrue();
        assertThat(cpu.mm()).isEqualTo(MM);
        assertThat(cpu.loadedLine()).isEqualTo(7);
        assertThat(cpu.activeLine()).isEqualTo(7);
        assertThat(cpu.time()).isEqualTo(7000);
    }

    @Test
    void where_nothing_existed_before_it_is_known_that_none_is_loaded() {
        TlbCpu empty = new TlbCpu(true);
        assertThat(empty.known()).isTrue();
        assertThat(empty.mm()).isZero();
    }

    @Test
    void what_was_shown_before_is_no_news() {
        cpu.shows(MM, Lazy.NO, 7, 7000);
        cpu.reached(3, 7);
        assertThat(cpu.shows(MM, Lazy.NO, 8, 8000)).isFalse();
        assertThat(cpu.activeLine()).isEqualTo(7);
        assertThat(cpu.time()).isEqualTo(7000);
    }

    @Test
    void a_cpu_that_becomes_lazy_keeps_its_mm_and_its_generation() {
        cpu.shows(MM, Lazy.NO, 7, 7000);
        cpu.reached(3, 7);
        assertThat(cpu.shows(MM, Lazy.YES, 8, 8000)).isTrue();
        assertThat(cpu.loadedLine()).isEqualTo(7);
        assertThat(cpu.generation()).isEqualTo(3);
    }

    @Test
    void another_mm_has_another_generation() {
        cpu.shows(MM, Lazy.NO, 7, 7000);
        cpu.reached(3, 7);
        cpu.shows(OTHER_MM, Lazy.NO, 8, 8000);
        assertThat(cpu.loadedLine()).isEqualTo(8);
        assertThat(cpu.generation()).isEqualTo(Stale.NO_GENERATION);
    }

    @Test
    void a_task_that_the_scheduler_did_not_choose_tells_nothing_of_laziness() {
        cpu.shows(MM, Lazy.YES, 7, 7000);
        assertThat(cpu.waitsFor(203)).isFalse();
        cpu.switching(203, 8000);
        assertThat(cpu.waitsFor(204)).isFalse();
        assertThat(cpu.waitsFor(203)).isTrue();
        cpu.runs(false, 9);
        assertThat(cpu.lazy()).isEqualTo(Lazy.UNKNOWN);
        assertThat(cpu.waitsFor(203)).isFalse();
    }
}
