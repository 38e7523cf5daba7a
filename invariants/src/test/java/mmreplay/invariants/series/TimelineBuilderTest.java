package mmreplay.invariants.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.machine.Touched;
import mmreplay.invariants.result.Timeline;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TimelineBuilderTest {

    private static final long MM = 0xffff888000001000L;
    private static final long LOCK = 0xffff888000001070L;

    private final Machine machine = new Machine(Machine.Start.UNKNOWN, Touched.NOBODY);
    private final TimelineBuilder builder = new TimelineBuilder(1, 2, Charts.DRAWN);
    private final MmEvent event = new MmEvent();
    private long line;

    private MmEvent at(long time, EventKind kind) {
        return event.begin(kind, ++line, time, 0, 7);
    }

    private void replay(MmEvent next) {
        builder.event(next.time(), next.cpu());
        builder.mm(next, machine);
        machine.apply(next);
    }

    private Timeline.Group group(String name) {
        return builder.build(List.of("A-1", "B-1"), new TreeMap<>()).groups().stream()
                .filter(group -> group.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static long sum(Timeline.Series series) {
        return series.values().stream().mapToLong(Long::longValue).sum();
    }

    private static long last(Timeline.Series series) {
        return series.values().get(series.values().size() - 1);
    }

    @Test
    void the_kernel_s_count_is_the_sum_of_its_members_and_bears_the_mm_s_name_once_that_is_known() {
        replay(at(1, EventKind.MM).set(Field.MM, MM).set(Field.PID, 7).set(Field.HOW, Word.ATTACH));
        replay(rss(2, Word.MM_FILEPAGES, 3).set(Field.CURR, 1));
        replay(rss(3, Word.MM_ANONPAGES, 5));
        replay(rss(4, Word.MM_SWAPENTS, 100));
        List<Timeline.Series> series = group("rss_stat").series();
        assertThat(series).hasSize(1);
        assertThat(series.get(0).name()).isEqualTo("mm 0x" + Long.toHexString(MM));
        assertThat(last(series.get(0))).isEqualTo(8);
    }

    private MmEvent rss(long time, Word member, long pages) {
        return at(time, EventKind.RSS_STAT)
                .set(Field.MM_ID, 99)
                .set(Field.HOW, member)
                .set(Field.SIZE, pages << 12);
    }

    @Test
    void a_slot_that_is_freed_was_in_use_from_the_beginning() {
        replay(swap(1, 0, 0x40));
        replay(swap(2, 0x40, 0));
        replay(swap(3, 0x1, 0));
        assertThat(group("swap").series().get(0).values()).containsExactly(2L, 1L, 0L);
    }

    private MmEvent swap(long time, long before, long after) {
        return at(time, EventKind.SWAP_MAP)
                .set(Field.ENTRY, 5)
                .set(Field.BEFORE, before)
                .set(Field.AFTER, after);
    }

    @Test
    void waiting_ends_where_holding_begins() {
        replay(lock(1_000, EventKind.LOCK_ACQUIRE));
        replay(lock(1_400, EventKind.LOCK_ACQUIRED));
        replay(lock(3_400, EventKind.LOCK_RELEASE));
        // given up: it was waited for, and never held
        replay(lock(5_000, EventKind.LOCK_ACQUIRE));
        replay(lock(9_000, EventKind.LOCK_RELEASE));
        List<Timeline.Spreads> spreads =
                builder.build(List.of("A-1", "B-1"), new TreeMap<>()).spreads();
        Timeline.Spread held = spreads.get(0).spreads().get(0);
        Timeline.Spread waited = spreads.get(1).spreads().get(0);
        assertThat(held.name()).isEqualTo("mmap_lock");
        assertThat(held.count()).isEqualTo(1);
        assertThat(held.max()).isBetween(2_000L, 2_030L);
        assertThat(waited.count()).isEqualTo(1);
        assertThat(waited.median()).isBetween(400L, 405L);
    }

    private MmEvent lock(long time, EventKind kind) {
        return at(time, kind).set(Field.LOCK, LOCK).set(Field.HOW, Word.MMAP_LOCK);
    }

    @Test
    void no_count_is_lost_when_bins_grow_wider() {
        for (long time = 0; time < 100_000; time += 7) {
            builder.event(time, 0);
            builder.judged(time < 50_000 ? 0 : 1);
        }
        Timeline timeline = builder.build(List.of("A-1", "B-1"), new TreeMap<>());
        assertThat(timeline.binWidth()).isEqualTo(512);
        assertThat(timeline.bins()).isLessThanOrEqualTo(Bins.COUNT);
        assertThat(sum(group("events").series().get(0))).isEqualTo(14_286);
        List<Timeline.Series> judged = group("obligations").series();
        assertThat(judged.get(0).name()).isEqualTo("A-1");
        assertThat(sum(judged.get(0))).isEqualTo(7_143);
        assertThat(sum(judged.get(1))).isEqualTo(7_143);
        assertThat(last(judged.get(0))).isZero();
    }

    @Test
    void a_hundred_thousand_mms_leave_few_series() {
        for (int mm = 1; mm <= 100_000; mm++) {
            replay(at(mm, EventKind.RSS_STAT)
                    .set(Field.MM_ID, mm)
                    .set(Field.HOW, Word.MM_ANONPAGES)
                    .set(Field.SIZE, 4096));
        }
        assertThat(group("rss_stat").series()).hasSizeLessThanOrEqualTo(PerMm.MOST);
    }

    @Test
    void numbers_beyond_four_share_buckets_that_double() {
        Spread spread = new Spread();
        for (long value : new long[] {1, 4, 5, 8, 9, 16, 17, 1L << 40}) {
            spread.add(value);
        }
        assertThat(spread.distribution("mapcount", "adds").bars())
                .filteredOn(bar -> bar.count() > 0)
                .containsExactly(
                        new Timeline.Bar("1", 1),
                        new Timeline.Bar("4", 1),
                        new Timeline.Bar("5-8", 2),
                        new Timeline.Bar("9-16", 2),
                        new Timeline.Bar("17-32", 1),
                        new Timeline.Bar("more", 1));
    }
}
