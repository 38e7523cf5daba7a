package mmreplay.invariants.rules.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import mmreplay.invariants.rules.lock.LockOrder.Relation;
import mmreplay.traces.event.Word;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The documented order, and the one that a trace shows. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LockOrderTest {

    private static final List<Word> MAIN_CHAIN = List.of(
            Word.I_MUTEX,
            Word.MMAP_LOCK,
            Word.INVALIDATE_LOCK,
            Word.PAGE_LOCK,
            Word.VMA_LOCK,
            Word.I_MMAP_RWSEM,
            Word.ANON_VMA_RWSEM,
            Word.PTLOCK,
            Word.PRIVATE_LOCK,
            Word.MEMCG_MOVE_LOCK,
            Word.XA_LOCK,
            Word.LRU_LOCK);

    @Test
    void the_main_chain_is_ordered_pair_by_pair() {
        for (int i = 0; i < MAIN_CHAIN.size(); i++) {
            for (int j = i + 1; j < MAIN_CHAIN.size(); j++) {
                assertThat(LockOrder.of(MAIN_CHAIN.get(i), MAIN_CHAIN.get(j))).isEqualTo(Relation.AGREES);
                assertThat(LockOrder.of(MAIN_CHAIN.get(j), MAIN_CHAIN.get(i))).isEqualTo(Relation.INVERTED);
            }
        }
    }

    @Test
    void locks_of_one_class_and_page_table_locks_of_all_levels_nest() {
        for (Word word : MAIN_CHAIN) {
            assertThat(LockOrder.of(word, word)).isEqualTo(Relation.AGREES);
        }
        assertThat(LockOrder.of(Word.PTLOCK, Word.PAGE_TABLE_LOCK)).isEqualTo(Relation.AGREES);
        assertThat(LockOrder.of(Word.PAGE_TABLE_LOCK, Word.PTLOCK)).isEqualTo(Relation.AGREES);
    }

    @Test
    void what_two_comments_nest_either_way_round_is_not_ordered() {
        assertThat(LockOrder.of(Word.SWAP_CLUSTER_LOCK, Word.PRIVATE_LOCK)).isEqualTo(Relation.UNORDERED);
        assertThat(LockOrder.of(Word.PRIVATE_LOCK, Word.SWAP_CLUSTER_LOCK)).isEqualTo(Relation.UNORDERED);
        assertThat(LockOrder.of(Word.PAGE_LOCK, Word.HUGETLB_I_MMAP_RWSEM)).isEqualTo(Relation.UNORDERED);
        assertThat(LockOrder.of(Word.HUGETLB_I_MMAP_RWSEM, Word.PAGE_LOCK)).isEqualTo(Relation.UNORDERED);
    }

    @Test
    void a_cycle_of_three_is_found_by_the_edge_that_closes_it() {
        LockGraph graph = new LockGraph();
        graph.add(edge(Word.INODE_LOCK, Word.PRIVATE_LOCK, 10));
        graph.add(edge(Word.PRIVATE_LOCK, Word.MMLIST_LOCK, 20));
        assertThat(graph.cycle(edge(Word.INODE_LOCK, Word.MMLIST_LOCK, 30))).isEmpty();
        assertThat(graph.cycle(edge(Word.MMLIST_LOCK, Word.INODE_LOCK, 40)))
                .extracting(LockGraph.Edge::wantedLine)
                .containsExactly(40L, 10L, 20L);
    }

    @Test
    void the_first_acquisition_that_made_an_edge_is_kept() {
        LockGraph graph = new LockGraph();
        graph.add(edge(Word.INODE_LOCK, Word.PRIVATE_LOCK, 10));
        graph.add(edge(Word.INODE_LOCK, Word.PRIVATE_LOCK, 20));
        assertThat(graph.edge(Word.INODE_LOCK, Word.PRIVATE_LOCK))
                .isEqualTo(edge(Word.INODE_LOCK, Word.PRIVATE_LOCK, 10));
        assertThat(graph.edge(Word.PRIVATE_LOCK, Word.INODE_LOCK)).isNull();
    }

    @Test
    void a_path_is_found_again_when_it_is_asked_for_twice_and_when_an_edge_makes_one() {
        LockGraph graph = new LockGraph();
        graph.add(edge(Word.INODE_LOCK, Word.PRIVATE_LOCK, 10));
        assertThat(graph.leadsBack(Word.INODE_LOCK, Word.PRIVATE_LOCK)).isTrue();
        assertThat(graph.leadsBack(Word.INODE_LOCK, Word.PRIVATE_LOCK)).isTrue();
        assertThat(graph.leadsBack(Word.INODE_LOCK, Word.MMLIST_LOCK)).isFalse();
        assertThat(graph.leadsBack(Word.PRIVATE_LOCK, Word.INODE_LOCK)).isFalse();
        assertThat(graph.leadsBack(Word.PRIVATE_LOCK, Word.INODE_LOCK)).isFalse();
        graph.add(edge(Word.PRIVATE_LOCK, Word.MMLIST_LOCK, 20));
        assertThat(graph.leadsBack(Word.INODE_LOCK, Word.MMLIST_LOCK)).isTrue();
        assertThat(graph.leadsBack(Word.MMLIST_LOCK, Word.INODE_LOCK)).isFalse();
    }

    @Test
    void what_is_printed_for_locks_of_many_kinds_proves_no_order() {
        assertThat(LockOrder.ofManyKinds(Word.I_MUTEX)).isTrue();
        assertThat(LockOrder.ofManyKinds(Word.XA_LOCK)).isTrue();
        assertThat(LockOrder.ofManyKinds(Word.MMAP_LOCK)).isFalse();
    }

    private static LockGraph.Edge edge(Word held, Word wanted, long line) {
        return new LockGraph.Edge(held, wanted, 203, 0x10, 0x20, line - 1, line);
    }
}
