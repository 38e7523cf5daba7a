package mmreplay.traces.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import mmreplay.traces.TraceReader;
import mmreplay.traces.event.Era;
import mmreplay.traces.event.FactClass;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import mmreplay.traces.tracefs.TracefsTextReader;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Real lines, and what they become. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DialectsTest {

    private static final Bases BASES = new Bases(0xffffea0000000000L, 0xffff888000000000L);
    private static final String TASK = "              sh-56      [000] ...1.     7.608555: ";

    private EventMapper mapper = new EventMapper(Dialects.shipped(), BASES);

    private List<String> map(String... texts) throws IOException {
        List<String> events = new ArrayList<>();
        StringBuilder trace = new StringBuilder("# tracer: nop\n");
        for (String text : texts) {
            trace.append(TASK).append(text).append('\n');
        }
        try (TraceReader reader = TracefsTextReader.ofText(trace.toString())) {
            for (TraceReader.Step step = reader.next(); step != TraceReader.Step.END; step = reader.next()) {
                mapper.map(
                        reader.event(),
                        (MmEvent event) -> events.add(
                                event.toString().replaceAll(" line=\\d+", "").replace("MmEvent ", "")));
            }
        }
        return events;
    }

    @Test
    void everything_in_every_shipped_dialect_is_understood() {
        List<Dialect> shipped = Dialects.shipped();
        shipped.forEach(Dialect::makeAll);

        assertThat(shipped)
                .allMatch(dialect ->
                        dialect.name().equals("eras") || dialect.emitters().count() > 0);
    }

    @Test
    void an_instrumented_store_names_mm_address_and_table() throws IOException {
        assertThat(map("pte_set: mm=0xffff888003450700 addr=0x5ea000 pt=0x50ce old=0x0 new=0x8000000001bc3067 op=set"))
                .containsExactly(
                        "PTE_WRITE MM=0xffff888003450700 ADDR=0x5ea000 PT=0x50ce OLD=0x0 NEW=0x8000000001bc3067"
                                + " HOW=0x0");
    }

    @Test
    void a_kprobe_at_a_store_names_the_slot_through_the_direct_map() throws IOException {
        assertThat(
                        map(
                                "set_pte__do_swap_page_438: (do_swap_page+0x438/0x9f0) ptep=0xffff88800f9cb008 val=0x67 old=0x408"))
                .containsExactly("PTE_WRITE PT=0xf9cb IDX=0x1 OLD=0x408 NEW=0x67 HOW=0x0");
    }

    @Test
    void the_longest_prefix_wins() throws IOException {
        assertThat(map(
                        "get_clear__pmdp_collapse_flush_8: (pmdp_collapse_flush+0x8/0x60) ptep=0xffff88800f9cb000 val=0x0"
                                + " old=0x1067"))
                .singleElement()
                .asString()
                .startsWith("PMD_WRITE")
                .contains("LEVEL=0x2");
    }

    @Test
    void a_kprobe_and_a_tracepoint_of_one_name_are_told_apart() throws IOException {
        assertThat(map(
                        "exit_mmap: mt_mod 000000004c9a317e, DESTROY",
                        "exit_mmap: (exit_mmap+0x0/0x200) mm=0xffff888004861f80 pgd=0xffff88800fb9a000 mm_users=0"))
                .containsExactly("MM MM=0xffff888004861f80 HOW=0x" + Integer.toHexString(Word.SEEN.ordinal())
                        + " PGD_PFN=0xfb9a");
    }

    @Test
    void the_carry_flag_after_a_trylock_tells_whether_it_was_got() throws IOException {
        String text =
                "trylock__do_swap_page_d6: (do_swap_page+0xdc/0x9f0) page=0xffffea0000196d40 eflags=0x%s pflags=0x1";
        assertThat(map(text.replace("%s", "246"), text.replace("%s", "247")))
                .satisfiesExactly(
                        got -> assertThat(got).contains("PFN=0x65b5 ").contains("OK=0x1"),
                        failed -> assertThat(failed).contains("OK=0x0"));
    }

    @Test
    void ground_truth_markers_are_understood_and_other_markers_left_alone() throws IOException {
        assertThat(map(
                        "tracing_mark_write: WL start thp pid=203",
                        "tracing_mark_write: GT pagemap pid=203 va=0x700000000000 pfn=0x4ff9 present=1 swap=0 file=0 excl=1"
                                + " sd=0 mapcount=1 flags=0x400005828"))
                .singleElement()
                .asString()
                .startsWith("GT_PAGE ADDR=0x700000000000 PFN=0x4ff9")
                .contains("PID=0xcb")
                .contains("MAPCOUNT=0x1");
    }

    @Test
    void without_bases_a_pointer_names_nothing_and_its_class_is_not_complete() throws IOException {
        mapper = new EventMapper(Dialects.shipped(), Bases.UNKNOWN);
        String at = "(f+0x1/0x2) ptep=0xffff88800f9cb008 val=0x0 old=0x0";
        assertThat(map("set_pte__f_1: " + at, "set_pmd__f_1: " + at, "clear_full__f_1: " + at, "get_clear__f_1: " + at))
                .isEmpty();
        assertThat(Completeness.of(mapper, Set.of())).doesNotContain(FactClass.PTE);
    }

    @Test
    void a_class_is_complete_only_if_all_that_it_needs_occurs_and_no_probe_missed() throws IOException {
        String at = "(f+0x1/0x2) ptep=0xffff88800f9cb008 val=0x0 old=0x0";
        String[] stores = {
            "set_pte__f_1: " + at, "set_pmd__f_1: " + at, "clear_full__f_1: " + at, "get_clear__f_1: " + at, ""
        };
        stores[4] = "page_fault_user: address=0x1";
        map(stores);
        assertThat(Completeness.of(mapper, Set.of())).doesNotContain(FactClass.PTE);
        mapper = new EventMapper(Dialects.shipped(), BASES);
        stores[4] = "alloc_pte__f_1: (f+0x1/0x2) mm=0xffff888004861f80 pfn=0x7fcaa";
        map(stores);
        assertThat(Completeness.of(mapper, Set.of())).contains(FactClass.PTE);
        assertThat(Completeness.of(mapper, Set.of("set_pte__f_1"))).doesNotContain(FactClass.PTE);
        assertThat(Completeness.of(mapper, Set.of("folio_unlock"))).contains(FactClass.PTE);
    }

    @Test
    void a_name_that_shows_which_kernel_this_is_does_so_once() throws IOException {
        String since66 = "ERA ERA=0x" + Integer.toHexString(Era.RETRACT_BY_PTL.ordinal());
        String fast = "lock_acquire: ffff888003ecf160 ptlock_ptr(page)";
        assertThat(map(fast, fast))
                .filteredOn(event -> event.startsWith("ERA"))
                .containsExactly(since66 + " HOLDS=0x0");
        assertThat(map(fast)).noneMatch(event -> event.startsWith("ERA"));
        assertThat(map("pte_free_defer: (pte_free_defer+0x0/0x60) mm=0xffff888003ecf000"))
                .containsExactly(since66 + " HOLDS=0x1");
        assertThat(map("pte_free_defer: mm=0xffff888003ecf000"))
                .as("a tracepoint of that name")
                .isEmpty();
    }

    @Test
    void what_only_shows_which_kernel_this_is_counts_as_no_dialect_in_use() throws IOException {
        map("pte_free_defer: (pte_free_defer+0x0/0x60) mm=0xffff888003ecf000");
        assertThat(mapper.used()).isEmpty();
    }

    @Test
    void lock_events_name_the_class_and_how_the_lock_is_taken() throws IOException {
        assertThat(map(
                        "lock_acquire: ffff888004b98d30 try read &anon_vma->rwsem",
                        "lock_acquire: ffff888004b98e30 &sb->s_type->i_mutex_key#7",
                        "lock_acquire: ffff888004b98f30 &((cluster_info + ci)->lock)",
                        "lock_acquire: ffffffff82a64ba0 read rcu_read_lock",
                        "lock_acquire: ffff888004b98f80 &p->lock",
                        "lock_contended: ffff888004b98f90 vm_lock"))
                .containsExactly(
                        "LOCK_ACQUIRE HOW=" + hex(Word.ANON_VMA_RWSEM) + " LOCK=0xffff888004b98d30 READ=0x1 TRY=0x1",
                        "LOCK_ACQUIRE HOW=" + hex(Word.I_MUTEX) + " LOCK=0xffff888004b98e30 READ=0x0 TRY=0x0",
                        "LOCK_ACQUIRE HOW=" + hex(Word.SWAP_CLUSTER_LOCK) + " LOCK=0xffff888004b98f30 READ=0x0 TRY=0x0",
                        "LOCK_ACQUIRE HOW=" + hex(Word.RCU_READ) + " LOCK=0xffffffff82a64ba0 READ=0x1 TRY=0x1",
                        "LOCK_CONTENDED HOW=" + hex(Word.VMA_LOCK) + " LOCK=0xffff888004b98f90");
    }

    private static String hex(Word word) {
        return "0x" + Integer.toHexString(word.ordinal());
    }

    @Test
    void a_class_of_locks_is_complete_only_if_its_own_name_occurs() throws IOException {
        map(
                "lock_acquire: ffff888004b98d30 read &mm->mmap_lock",
                "lock_acquired: ffff888004b98d30 &mm->mmap_lock",
                "mmap_lock_acquire_returned: mm=ffff888004b98c00 memcg_path=/ write=false success=true",
                "lock_release: ffff888004b98d30 &mm->mmap_lock");
        assertThat(Completeness.of(mapper, Set.of()))
                .contains(FactClass.LOCKS, FactClass.MMAP_LOCKS)
                .doesNotContain(FactClass.ANON_VMA_LOCKS, FactClass.PAGE_TABLE_LOCKS, FactClass.VMA_LOCKS);
        map("lock_acquire: ffff888004b98d30 try read &anon_vma->rwsem");
        assertThat(Completeness.of(mapper, Set.of())).contains(FactClass.ANON_VMA_LOCKS);
    }

    @Test
    void mmap_lock_is_complete_by_its_own_tracepoints() throws IOException {
        map(
                "mmap_lock_acquire_returned: mm=ffff888004b98c00 memcg_path=/ write=false success=true",
                "mmap_lock_released: mm=ffff888004b98c00 memcg_path=/ write=false");
        assertThat(Completeness.of(mapper, Set.of()))
                .contains(FactClass.MMAP_LOCKS)
                .doesNotContain(FactClass.LOCKS);
    }

    @Test
    void a_field_that_cannot_be_is_told() throws IOException {
        map("pt_alloc: mm=0xffff888003455400 level=1 pfn=0x5103 ptl=0x1");
        assertThat(mapper.malformed()).isFalse();
        map("pt_alloc: mm=0xffff888003455400 level=1 pfn=0xfffffffffffff ptl=0x1");
        assertThat(mapper.malformed()).isTrue();
        map("pt_alloc: mm=0xffff888003455400 level=1 pfx=0x5103 ptl=0x1");
        assertThat(mapper.malformed()).isTrue();
        map("pt_alloc: mm=0xffff888003455400 level=one pfn=0x5103 ptl=0x1");
        assertThat(mapper.malformed()).isTrue();
    }

    @Test
    void a_dialect_with_a_mistake_says_where() {
        assertThatThrownBy(() -> DialectReader.read(
                        "mine.json",
                        "{\"name\":\"m\",\"events\":{\"e\":[{\"emit\":\"NOTHING\"}]}}"
                                .getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mine.json")
                .hasMessageContaining("event e")
                .hasMessageContaining("NOTHING");
        assertThatThrownBy(() -> DialectReader.read(
                        "mine.json",
                        "{\"name\":\"m\",\"eras\":[{\"era\":\"VMA_LOCK\",\"event\":\"e\"}]}"
                                .getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("mine.json: event e: an era needs");
        assertThatThrownBy(() -> DialectReader.read("mine.json", "{]".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("mine.json: not JSON");
    }
}
