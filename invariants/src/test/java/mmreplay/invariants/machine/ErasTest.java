package mmreplay.invariants.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import mmreplay.invariants.result.Why;
import mmreplay.traces.event.Era;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.KernelVersion;
import mmreplay.traces.event.MmEvent;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ErasTest {

    private static final Optional<KernelVersion> OLD = KernelVersion.parse("6.1.0-56-amd64");
    private static final Optional<KernelVersion> NEW = KernelVersion.parse("v6.12.117");

    private final Machine machine = new Machine(Machine.Start.UNKNOWN, Touched.NOBODY);

    private void shows(boolean holds) {
        machine.apply(new MmEvent()
                .begin(EventKind.ERA, 7, 1000, 0, 1)
                .set(Field.ERA, Era.VMA_LOCK.ordinal())
                .set(Field.HOLDS, holds ? 1 : 0));
    }

    private Tri vmaLock() {
        return machine.eras().has(Era.VMA_LOCK);
    }

    @Test
    void nothing_is_known_of_a_kernel_that_nothing_tells_of() {
        assertThat(vmaLock()).isEqualTo(Tri.UNKNOWN);
    }

    @Test
    void the_recorded_version_decides_until_an_event_shows_otherwise() {
        machine.eras().kernel(Optional.empty(), OLD);
        assertThat(vmaLock()).isEqualTo(Tri.NO);
        shows(true);
        assertThat(vmaLock()).isEqualTo(Tri.YES);
    }

    @Test
    void what_the_user_says_decides_over_all() {
        machine.eras().kernel(NEW, OLD);
        shows(false);
        assertThat(vmaLock()).isEqualTo(Tri.YES);
    }

    @Test
    void events_that_contradict_each_other_tell_nothing() {
        shows(true);
        shows(false);
        assertThat(vmaLock()).isEqualTo(Tri.UNKNOWN);
    }

    @Test
    void a_gap_changes_no_kernel() {
        shows(true);
        machine.forget(Why.LOST);
        assertThat(vmaLock()).isEqualTo(Tri.YES);
        assertThat(machine.eras().results())
                .filteredOn(era -> era.era().equals("VMA_LOCK"))
                .singleElement()
                .satisfies(era -> assertThat(era.by()).isEqualTo("trace"))
                .satisfies(era -> assertThat(era.line()).isEqualTo(7));
    }

    @Test
    void a_change_holds_from_its_first_version_on() {
        assertThat(KernelVersion.parse("6.4").map(Era.VMA_LOCK::since)).hasValue(true);
        assertThat(KernelVersion.parse("6.3.9").map(Era.VMA_LOCK::since)).hasValue(false);
        assertThat(KernelVersion.parse("10.0").map(Era.VMA_LOCK::since)).hasValue(true);
    }

    @Test
    void the_recorded_version_may_have_a_change_or_not() {
        machine.eras().kernel(Optional.empty(), NEW);
        assertThat(vmaLock()).isEqualTo(Tri.YES);
        assertThat(machine.eras().by(Era.VMA_LOCK)).isEqualTo(Eras.By.RECORDED);
    }

    @Test
    void a_change_that_there_is_none_of_tells_nothing() {
        int count = Era.values().length;
        for (long ordinal : new long[] {-1, count, 1L << 32}) {
            machine.apply(new MmEvent()
                    .begin(EventKind.ERA, 7, 1000, 0, 1)
                    .set(Field.ERA, ordinal)
                    .set(Field.HOLDS, 1));
        }
        assertThat(Era.values())
                .allSatisfy(era -> assertThat(machine.eras().has(era)).isEqualTo(Tri.UNKNOWN));
        for (int ordinal : new int[] {0, count - 1}) {
            machine.apply(new MmEvent()
                    .begin(EventKind.ERA, 8, 2000, 0, 1)
                    .set(Field.ERA, ordinal)
                    .set(Field.HOLDS, 1));
            assertThat(machine.eras().has(Era.values()[ordinal])).isEqualTo(Tri.YES);
        }
    }

    @Test
    void what_is_no_version_is_none() {
        for (String text : new String[] {"", "latest", "6", "6.", "6.x", "Linux", "#1", "1234.5", "6.1 or so"}) {
            assertThat(KernelVersion.parse(text)).as(text).isEmpty();
        }
    }
}
