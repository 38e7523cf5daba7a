package mmreplay.invariants.machine;

import static mmreplay.invariants.machine.Events.OTHER;
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
class AnonVmasTest {

    private static final long ROOT = 0xffff888005a00000L;
    private static final long OTHER_ROOT = 0xffff888005a00100L;
    private static final long CHILD = 0xffff888005a00200L;
    private static final long GRANDCHILD = 0xffff888005a00300L;
    private static final long VMA = 0xffff888005016000L;
    private static final long OTHER_VMA = 0xffff888005016100L;
    private static final long PFN = 0x1980;
    private static final long ANON = 1;

    private final Events events = new Events();
    private final AnonVmas anonVmas = events.machine.anonVmas();

    private MmEvent about(EventKind kind, long anonVma) {
        return events.event(kind).set(Field.ANON_VMA, anonVma);
    }

    private void allocates(long anonVma) {
        events.apply(about(EventKind.AV_ALLOC, anonVma)
                .set(Field.ROOT, anonVma)
                .set(Field.PARENT, anonVma)
                .set(Field.HOW, Word.ALLOC));
    }

    private MmEvent fork(long child, long root, long parent) {
        return about(EventKind.AV_ALLOC, child)
                .set(Field.ROOT, root)
                .set(Field.PARENT, parent)
                .set(Field.HOW, Word.FORK);
    }

    private void forks(long child, long root, long parent) {
        allocates(child);
        events.apply(fork(child, root, parent));
    }

    private MmEvent free(long anonVma) {
        return events.event(EventKind.AV_FREE, OTHER).set(Field.ANON_VMA, anonVma);
    }

    private MmEvent link(long anonVma, long vma) {
        return about(EventKind.AVC_LINK, anonVma).set(Field.VMA, vma);
    }

    private AnonVma get(long anonVma) {
        return Objects.requireNonNull(anonVmas.find(anonVma));
    }

    @Test
    void an_anon_vma_that_is_allocated_is_its_own_root() {
        allocates(ROOT);
        AnonVma root = get(ROOT);
        assertThat(root.root()).isEqualTo(ROOT);
        assertThat(root.rootKnown()).isTrue();
        assertThat(root.born()).isTrue();
        assertThat(root.allocSeen()).isTrue();
        assertThat(root.live()).isTrue();
        assertThat(root.bornLine()).isEqualTo(1);
        assertThat(root.members()).isEmpty();
        assertThat(anonVmas.size()).isEqualTo(1);
    }

    @Test
    void one_that_is_older_than_the_trace_is_live_once_a_vma_is_linked_to_it() {
        events.apply(about(EventKind.AVC_UNLINK, ROOT).set(Field.VMA, VMA));
        assertThat(get(ROOT).live()).isFalse();
        assertThat(get(ROOT).rootKnown()).isFalse();
        events.apply(link(ROOT, VMA));
        assertThat(get(ROOT).live()).isTrue();
        assertThat(get(ROOT).born()).isFalse();
        assertThat(get(ROOT).allocSeen()).isFalse();
    }

    @Test
    void a_fork_makes_its_anon_vma_a_member_of_its_parents_tree() {
        allocates(ROOT);
        forks(CHILD, ROOT, ROOT);
        assertThat(events.touches(fork(GRANDCHILD, ROOT, CHILD)))
                .containsExactlyInAnyOrder(
                        Key.heardOf(GRANDCHILD), Key.anonVma(GRANDCHILD), Key.treeOf(ROOT), Key.treeOf(CHILD));
        assertThat(get(ROOT).members()).containsExactlyInAnyOrder(CHILD, GRANDCHILD);
        assertThat(get(ROOT).children()).containsExactly(CHILD);
        assertThat(get(CHILD).children()).containsExactly(GRANDCHILD);
        assertThat(get(GRANDCHILD).descendsFrom(ROOT, anonVmas)).isEqualTo(Tri.YES);
        assertThat(get(CHILD).descendsFrom(GRANDCHILD, anonVmas)).isEqualTo(Tri.NO);
    }

    @Test
    void an_anon_vma_that_is_freed_leaves_its_root_and_its_parent() {
        allocates(ROOT);
        forks(CHILD, ROOT, ROOT);
        forks(GRANDCHILD, ROOT, CHILD);
        assertThat(events.touches(free(GRANDCHILD)))
                .containsExactlyInAnyOrder(Key.anonVma(GRANDCHILD), Key.treeOf(ROOT), Key.treeOf(CHILD));
        assertThat(get(ROOT).members()).containsExactly(CHILD);
        assertThat(get(CHILD).children()).isEmpty();
        assertThat(get(GRANDCHILD).freed()).isTrue();
        assertThat(get(GRANDCHILD).live()).isFalse();
        assertThat(get(GRANDCHILD).freedBy()).isEqualTo(OTHER);
        assertThat(get(GRANDCHILD).freeLine()).isEqualTo(events.line());
    }

    @Test
    void an_anon_vma_that_moves_to_another_tree_leaves_the_old_one() {
        allocates(ROOT);
        allocates(OTHER_ROOT);
        forks(CHILD, ROOT, ROOT);
        events.apply(fork(CHILD, OTHER_ROOT, OTHER_ROOT));
        assertThat(get(ROOT).members()).isEmpty();
        assertThat(get(OTHER_ROOT).members()).containsExactly(CHILD);
    }

    @Test
    void a_reference_in_another_tree_shows_that_the_object_was_given_out_again() {
        allocates(ROOT);
        allocates(OTHER_ROOT);
        forks(CHILD, ROOT, ROOT);
        int generation = get(CHILD).generation();
        MmEvent put = about(EventKind.AV_REF, CHILD).set(Field.ROOT, OTHER_ROOT).set(Field.HOW, Word.PUT);
        events.apply(put);
        assertThat(get(CHILD).root()).as("a put may come late").isEqualTo(ROOT);
        MmEvent taken =
                about(EventKind.AV_REF, CHILD).set(Field.ROOT, OTHER_ROOT).set(Field.HOW, Word.GET);
        events.apply(taken);
        assertThat(get(CHILD).root()).isEqualTo(OTHER_ROOT);
        assertThat(get(CHILD).born()).isFalse();
        assertThat(get(CHILD).generation()).isNotEqualTo(generation);
        assertThat(get(ROOT).members()).isEmpty();
    }

    @Test
    void a_reader_makes_no_anon_vma_known() {
        events.apply(about(EventKind.AV_READER, ROOT).set(Field.ROOT, ROOT).set(Field.PFN, PFN));
        assertThat(anonVmas.find(ROOT)).isNull();
    }

    @Test
    void no_two_lives_are_of_one_generation() {
        allocates(ROOT);
        events.apply(link(OTHER_ROOT, VMA));
        allocates(CHILD);
        events.apply(free(GRANDCHILD));
        allocates(ROOT + 0x1000);
        assertThat(new int[] {
                    get(ROOT).generation(),
                    get(OTHER_ROOT).generation(),
                    get(CHILD).generation(),
                    get(GRANDCHILD).generation(),
                    get(ROOT + 0x1000).generation()
                })
                .doesNotHaveDuplicates();
    }

    @Test
    void an_object_that_is_linked_after_it_was_freed_has_another_life_of_which_every_link_is_known() {
        allocates(ROOT);
        int generation = get(ROOT).generation();
        events.apply(free(ROOT));
        long freed = events.line();
        events.apply(link(ROOT, VMA));
        assertThat(get(ROOT).generation()).isNotEqualTo(generation);
        assertThat(get(ROOT).born()).isTrue();
        assertThat(get(ROOT).allocSeen()).isFalse();
        assertThat(get(ROOT).bornLine()).isEqualTo(freed);
    }

    @Test
    void a_link_is_a_fact_about_the_vma_and_about_the_tree() {
        allocates(ROOT);
        assertThat(events.touches(link(ROOT, VMA)))
                .containsExactlyInAnyOrder(Key.chainOf(VMA), Key.vma(VMA), Key.anonVma(ROOT), Key.treeOf(ROOT));
        assertThat(get(ROOT).linkLine(VMA)).isEqualTo(events.line());
        assertThat(anonVmas.chain(VMA)).containsExactly(ROOT);
        MmEvent unlink = about(EventKind.AVC_UNLINK, ROOT).set(Field.VMA, VMA);
        assertThat(events.touches(unlink))
                .containsExactlyInAnyOrder(Key.chainOf(VMA), Key.vma(VMA), Key.anonVma(ROOT), Key.treeOf(ROOT));
        assertThat(get(ROOT).linkedTo(VMA)).isFalse();
        assertThat(anonVmas.chain(VMA)).isEmpty();
    }

    @Test
    void the_lowest_link_is_the_vma_with_the_lowest_address() {
        allocates(ROOT);
        assertThat(get(ROOT).lowestLink()).isZero();
        events.apply(link(ROOT, OTHER_VMA));
        events.apply(link(ROOT, VMA));
        assertThat(get(ROOT).lowestLink()).isEqualTo(VMA);
        assertThat(get(ROOT).linkCount()).isEqualTo(2);
    }

    @Test
    void a_vma_that_is_born_has_no_links_of_the_life_before() {
        events.apply(link(ROOT, VMA));
        events.apply(events.event(EventKind.VMA).set(Field.VMA, VMA).set(Field.HOW, Word.ALLOC));
        assertThat(anonVmas.chain(VMA)).isEmpty();
    }

    @Test
    void a_page_belongs_to_the_anon_vma_that_its_mapping_names_until_it_names_another_or_the_page_is_freed() {
        MmEvent mapped = events.event(EventKind.MAPPING_SET).set(Field.PFN, PFN).set(Field.NEW, ROOT | ANON);
        assertThat(events.touches(mapped))
                .containsExactlyInAnyOrder(Key.page(PFN), Key.heardOf(ROOT), Key.pagesOf(ROOT));
        assertThat(get(ROOT).pages()).containsExactly(PFN);
        events.apply(events.event(EventKind.MAPPING_SET).set(Field.PFN, PFN).set(Field.NEW, OTHER_ROOT | ANON));
        assertThat(get(ROOT).pages()).isEmpty();
        assertThat(get(OTHER_ROOT).pages()).containsExactly(PFN);
        events.frees(PFN, 0);
        assertThat(get(OTHER_ROOT).pages()).isEmpty();
    }
}
