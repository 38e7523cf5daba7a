package mmreplay.invariants.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class KeyTest {

    private static final long ADDRESS = 0xffff888005016000L;
    private static final long PFN = 0x1980;

    @Test
    void keys_of_different_objects_or_kinds_are_never_equal() {
        Set<Long> keys = new HashSet<>();
        for (int id = 1; id <= 2; id++) {
            keys.add(Key.page(id));
            keys.add(Key.deferred(id));
            keys.add(Key.stale(id));
            keys.add(Key.stale(id, 0x1000));
            keys.add(Key.slot(0, id));
            keys.add(Key.anonVma(id));
            keys.add(Key.pagesOf(id));
            keys.add(Key.heardOf(id));
            keys.add(Key.treeOf(id));
            keys.add(Key.chainOf(id));
            keys.add(Key.vma(id));
            keys.add(Key.mm(id));
            keys.add(Key.swap(id));
            keys.add(Key.device(id));
            keys.add(Key.task(id));
            keys.add(Key.runner(id));
            keys.add(Key.lock(id));
            keys.add(Key.cpu(id));
        }
        assertThat(keys).hasSize(2 * 18);
    }

    @Test
    void an_entry_is_named_as_page_tables_number_their_slots() {
        long key = Key.slot(PFN, 5);
        assertThat(Key.isSlot(key)).isTrue();
        assertThat(Key.id(key)).isEqualTo(PageTables.slotOf(PFN, 5));
        assertThat(Key.isSlot(Key.page(PFN))).isFalse();
    }

    @Test
    void a_vmas_address_comes_back_out_of_its_key_and_out_of_no_other() {
        assertThat(Key.vmaOf(Key.vma(ADDRESS))).isEqualTo(ADDRESS);
        assertThat(Key.vmaOf(Key.anonVma(ADDRESS))).isZero();
    }

    @Test
    void a_pages_number_comes_back_out_of_its_key_and_out_of_no_other() {
        assertThat(Key.pfn(Key.page(PFN))).isEqualTo(PFN);
        assertThat(Key.pfn(Key.stale(PFN))).isEqualTo(-1);
    }

    @Test
    void a_tasks_pid_comes_back_out_of_its_runner_key_and_out_of_no_other() {
        assertThat(Key.runnerPid(Key.runner(203))).isEqualTo(203);
        assertThat(Key.runnerPid(Key.task(203))).isEqualTo(-1);
    }

    @Test
    void what_cpus_hold_of_a_page_or_owe_it_is_the_state_of_the_page() {
        assertThat(Key.stateOf(Key.stale(PFN))).isEqualTo(Key.page(PFN));
        assertThat(Key.stateOf(Key.deferred(PFN))).isEqualTo(Key.page(PFN));
        assertThat(Key.stateOf(Key.task(203))).isEqualTo(Key.runner(203));
        assertThat(Key.stateOf(Key.vma(ADDRESS))).isEqualTo(Key.vma(ADDRESS));
    }

    @Test
    void anon_vmas_and_vmas_and_their_links_are_one_tree() {
        assertThat(Key.inTree(Key.anonVma(ADDRESS))).isTrue();
        assertThat(Key.inTree(Key.vma(ADDRESS))).isTrue();
        assertThat(Key.inTree(Key.treeOf(ADDRESS))).isTrue();
        assertThat(Key.inTree(Key.chainOf(ADDRESS))).isTrue();
        assertThat(Key.inTree(Key.pagesOf(ADDRESS))).isFalse();
        assertThat(Key.inTree(Key.mm(ADDRESS))).isFalse();
    }
}
