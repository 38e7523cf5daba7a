package mmreplay.invariants.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.Word;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MappersTest {

    private static final long MM = 0xffff888003450700L;
    private static final long VMA = 0xffff888005016000L;
    private static final long TABLE = 0xd74c;
    private static final long PFN = 0x1980;

    private Events events = new Events();

    private void vmaCovers(long start) {
        events.apply(events.event(EventKind.VMA)
                .set(Field.VMA, VMA)
                .set(Field.MM, MM)
                .set(Field.START, start)
                .set(Field.END, start + 0x4000)
                .set(Field.HOW, Word.STORE));
    }

    private void mapsAt(long address) {
        events.apply(events.event(EventKind.PTE_WRITE)
                .set(Field.MM, MM)
                .set(Field.ADDR, address)
                .set(Field.PT, TABLE)
                .set(Field.OLD, 0)
                .set(Field.NEW, Events.pte(PFN)));
    }

    private List<Long> mappers() {
        Page page = Objects.requireNonNull(events.machine.folios().find(PFN));
        return Mappers.of(page, events.machine).stream().map(Vma::address).toList();
    }

    @Test
    void a_page_is_mapped_by_the_vmas_that_cover_its_entries() {
        mapsAt(0x7000_0000_3000L);
        assertThat(mappers()).as("no vma is known there").isEmpty();
        vmaCovers(0x7000_0000_0000L);
        assertThat(mappers()).containsExactly(VMA);
    }

    @Test
    void a_page_may_be_mapped_at_address_zero() {
        vmaCovers(0);
        mapsAt(0);
        assertThat(mappers()).containsExactly(VMA);
    }

    @Test
    void only_where_nothing_goes_unrecorded_do_rmap_adds_stand_in_for_entries() {
        events.apply(events.event(EventKind.RMAP_ADD).set(Field.PFN, PFN).set(Field.VMA, VMA));
        vmaCovers(0x7000_0000_0000L);
        assertThat(mappers()).isEmpty();
        events = new Events(Machine.Start.EMPTY);
        events.apply(events.event(EventKind.RMAP_ADD).set(Field.PFN, PFN).set(Field.VMA, VMA));
        assertThat(mappers()).containsExactly(VMA);
    }
}
