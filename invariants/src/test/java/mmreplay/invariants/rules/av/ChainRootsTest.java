package mmreplay.invariants.rules.av;

import static org.assertj.core.api.Assertions.assertThat;

import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Touched;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Which findings about chains are one. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChainRootsTest {

    private static final long ROOT = 0xffff888003ed3ae0L;
    private static final long CHILD = 0xffff888003ed3bc8L;
    private static final long UNRELATED = 0xffff888003ed4000L;
    private static final int PID = 203;
    private static final int OTHER = 204;

    private final Machine machine = new Machine(Machine.Start.UNKNOWN, Touched.NOBODY);
    private final ChainRoots roots = new ChainRoots();

    private void tree() {
        MmEvent event = new MmEvent();
        machine.apply(event.begin(EventKind.AV_ALLOC, 1, 1, 0, PID).set(Field.ANON_VMA, ROOT));
        machine.apply(event.begin(EventKind.AV_ALLOC, 2, 2, 0, PID).set(Field.ANON_VMA, CHILD));
        machine.apply(event.begin(EventKind.AV_REF, 3, 3, 0, PID)
                .set(Field.HOW, Word.GET)
                .set(Field.ANON_VMA, CHILD)
                .set(Field.ROOT, ROOT)
                .set(Field.PARENT, ROOT));
    }

    @Test
    void what_two_tasks_find_in_one_tree_is_one() {
        tree();
        assertThat(roots.of(PID, CHILD, machine)).contains(Long.toHexString(ROOT));
        assertThat(roots.of(OTHER, ROOT, machine)).isEqualTo(roots.of(PID, CHILD, machine));
    }

    @Test
    void what_one_task_does_in_two_trees_is_one() {
        String first = roots.of(PID, ROOT, machine);
        assertThat(roots.of(PID, UNRELATED, machine)).isEqualTo(first);
        assertThat(roots.of(OTHER, UNRELATED, machine))
                .as("and whoever finds it there")
                .isEqualTo(first);
    }

    @Test
    void two_tasks_in_two_trees_are_two() {
        assertThat(roots.of(PID, ROOT, machine)).isNotEqualTo(roots.of(OTHER, UNRELATED, machine));
    }

    @Test
    void an_anon_vma_whose_tree_is_not_known_is_its_own() {
        assertThat(roots.of(PID, CHILD, machine)).contains(Long.toHexString(CHILD));
        assertThat(roots.of(OTHER, ROOT, machine)).contains(Long.toHexString(ROOT));
    }

    @Test
    void a_thousand_tasks_are_remembered_and_the_next_is_on_its_own() {
        for (int i = 0; i < 1000; i++) {
            roots.of(1000 + i, ROOT + i, machine);
        }
        assertThat(roots.of(1999, UNRELATED, machine)).contains(Long.toHexString(ROOT + 999));
        String late = roots.of(PID, UNRELATED, machine);
        assertThat(late).contains(Long.toHexString(UNRELATED));
        assertThat(roots.of(PID, CHILD, machine)).as("it was not remembered").isNotEqualTo(late);
    }
}
