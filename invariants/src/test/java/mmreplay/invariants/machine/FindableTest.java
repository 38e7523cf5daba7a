package mmreplay.invariants.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.Word;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FindableTest {

    private static final long ROOT = 0xffff888005a00000L;
    private static final long CHILD = 0xffff888005a00200L;
    private static final long STRANGER = 0xffff888005a00300L;
    private static final long VMA = 0xffff888005016000L;

    private final Events events = new Events();

    private AnonVma anonVma(long address) {
        return Objects.requireNonNull(events.machine.anonVmas().find(address));
    }

    private Vma vma() {
        return Objects.requireNonNull(events.machine.vmas().find(VMA));
    }

    private void anonVmaIsBorn(long address) {
        events.apply(events.event(EventKind.AV_ALLOC)
                .set(Field.ANON_VMA, address)
                .set(Field.ROOT, address)
                .set(Field.PARENT, address)
                .set(Field.HOW, Word.ALLOC));
    }

    private void anonVmaIsForked(long address, long root) {
        anonVmaIsBorn(address);
        events.apply(events.event(EventKind.AV_ALLOC)
                .set(Field.ANON_VMA, address)
                .set(Field.ROOT, root)
                .set(Field.PARENT, root)
                .set(Field.HOW, Word.FORK));
    }

    /** An unlink that nothing came before shows that there is an object, and nothing of it. */
    private void anonVmaIsOlderThanTheTrace(long address) {
        events.apply(
                events.event(EventKind.AVC_UNLINK).set(Field.ANON_VMA, address).set(Field.VMA, VMA));
    }

    private void vmaIs(Word how) {
        events.apply(events.event(EventKind.VMA).set(Field.VMA, VMA).set(Field.HOW, how));
    }

    private void assigned(long anonVma) {
        events.apply(events.event(EventKind.VMA_ANON_VMA).set(Field.VMA, VMA).set(Field.ANON_VMA, anonVma));
    }

    private void linked(long anonVma) {
        events.apply(
                events.event(EventKind.AVC_LINK).set(Field.ANON_VMA, anonVma).set(Field.VMA, VMA));
    }

    private Tri isLinked(long anonVma) {
        return Findable.linked(vma(), anonVma(anonVma));
    }

    private Tri sameRoot(long anonVma) {
        return Findable.sameRoot(vma(), anonVma(anonVma), events.machine.anonVmas());
    }

    @Test
    void a_link_that_was_seen_is_there() {
        vmaIs(Word.STORE);
        linked(ROOT);
        assertThat(isLinked(ROOT)).isEqualTo(Tri.YES);
    }

    @Test
    void a_link_that_was_not_seen_is_missing_only_if_all_links_of_one_of_the_two_were() {
        anonVmaIsOlderThanTheTrace(ROOT);
        vmaIs(Word.STORE);
        assertThat(isLinked(ROOT)).isEqualTo(Tri.UNKNOWN);
        vmaIs(Word.ALLOC);
        assertThat(isLinked(ROOT)).as("the vma's").isEqualTo(Tri.NO);
        vmaIs(Word.FREE);
        vmaIs(Word.STORE);
        anonVmaIsBorn(ROOT);
        assertThat(isLinked(ROOT)).as("the anon_vma's").isEqualTo(Tri.NO);
    }

    @Test
    void anon_vma_prepare_stores_the_anon_vma_before_it_links_it() {
        anonVmaIsBorn(ROOT);
        anonVmaIsBorn(STRANGER);
        vmaIs(Word.ALLOC);
        assigned(0);
        assertThat(isLinked(ROOT)).isEqualTo(Tri.UNKNOWN);
        assigned(ROOT);
        assertThat(isLinked(ROOT)).isEqualTo(Tri.UNKNOWN);
        assertThat(isLinked(STRANGER)).isEqualTo(Tri.NO);
        events.apply(events.event(EventKind.AV_FREE).set(Field.ANON_VMA, ROOT));
        assertThat(isLinked(ROOT)).as("nobody prepares one that is freed").isEqualTo(Tri.NO);
    }

    @Test
    void a_vma_whose_own_anon_vma_is_not_known_is_in_the_tree_that_it_is_linked_to() {
        anonVmaIsOlderThanTheTrace(ROOT);
        vmaIs(Word.STORE);
        assertThat(sameRoot(ROOT)).isEqualTo(Tri.UNKNOWN);
        linked(ROOT);
        assertThat(sameRoot(ROOT)).isEqualTo(Tri.YES);
    }

    @Test
    void of_a_vma_that_was_born_without_an_anon_vma_only_the_links_decide() {
        anonVmaIsOlderThanTheTrace(ROOT);
        vmaIs(Word.ALLOC);
        assertThat(sameRoot(ROOT)).isEqualTo(Tri.YES);
    }

    @Test
    void a_vma_is_in_the_tree_of_its_own_anon_vma_and_in_no_other() {
        anonVmaIsBorn(ROOT);
        anonVmaIsForked(CHILD, ROOT);
        anonVmaIsBorn(STRANGER);
        vmaIs(Word.STORE);
        assigned(CHILD);
        assertThat(sameRoot(CHILD)).isEqualTo(Tri.YES);
        assertThat(sameRoot(ROOT)).isEqualTo(Tri.YES);
        assertThat(sameRoot(STRANGER)).isEqualTo(Tri.NO);
        events.apply(events.event(EventKind.AV_FREE).set(Field.ANON_VMA, CHILD));
        assertThat(sameRoot(STRANGER)).isEqualTo(Tri.UNKNOWN);
    }

    @Test
    void a_cause_names_the_page_and_the_life_of_its_anon_vma() {
        anonVmaIsBorn(ROOT);
        String first = Findable.cause(0x1980, anonVma(ROOT));
        assertThat(first).startsWith("page 0x1980 anon_vma 0xffff888005a00000#");
        anonVmaIsBorn(ROOT);
        assertThat(Findable.cause(0x1980, anonVma(ROOT))).isNotEqualTo(first);
    }
}
