package mmreplay.invariants.machine;

import static mmreplay.invariants.machine.Events.OTHER;
import static mmreplay.invariants.machine.Events.PID;
import static org.assertj.core.api.Assertions.assertThat;

import mmreplay.invariants.result.Why;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.Word;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class GathersTest {

    private final Events events = new Events();
    private final Gathers gathers = events.machine.gathers();

    private void gather(int pid, Word how) {
        events.apply(events.event(EventKind.TLB_GATHER, pid)
                .set(Field.MM, 0xffff888003450700L)
                .set(Field.HOW, how));
    }

    @Test
    void an_mmu_gather_lasts_until_its_task_finishes_it() {
        gather(PID, Word.GATHER);
        gather(PID, Word.FLUSH);
        gather(OTHER, Word.FINISH);
        assertThat(gathers.line(PID)).isEqualTo(1);
        assertThat(gathers.line(OTHER)).isZero();
        gather(PID, Word.FINISH);
        assertThat(gathers.line(PID)).isZero();
    }

    @Test
    void a_gap_leaves_none() {
        gather(PID, Word.GATHER);
        events.machine.forget(Why.LOST);
        assertThat(gathers.line(PID)).isZero();
    }
}
