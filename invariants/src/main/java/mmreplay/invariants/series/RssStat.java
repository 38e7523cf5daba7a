package mmreplay.invariants.series;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import mmreplay.invariants.machine.Machine;
import mmreplay.invariants.result.Timeline;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The kernel's own count of resident pages. Its event names the mm by a hash of its address, mm_id; which mm that is shows when
 * the event says that it is the running task's own.
 */
final class RssStat implements Metric {

    private static final long UNKNOWN = 0;
    private static final int PAGE_SHIFT = 12;
    /** What counts as resident, as get_mm_rss has it: swap entries do not. */
    private static final Set<Word> RESIDENT = EnumSet.of(Word.MM_FILEPAGES, Word.MM_ANONPAGES, Word.MM_SHMEMPAGES);

    private final PerMm levels;
    private final Long2LongHashMap mms = new Long2LongHashMap(UNKNOWN);
    /** Pages by member, of each mm_id. */
    private final Long2ObjectHashMap<long[]> members = new Long2ObjectHashMap<>();

    RssStat(Bins bins) {
        levels = new PerMm(bins);
    }

    @Override
    public Set<EventKind> kinds() {
        return EnumSet.of(EventKind.RSS_STAT);
    }

    @Override
    public void see(MmEvent event, int bin, Machine machine) {
        Word member = event.word(Field.HOW);
        long id = event.get(Field.MM_ID);
        if (!event.has(Field.MM_ID) || !RESIDENT.contains(member)) {
            return;
        }
        long mm = event.is(Field.CURR) && !event.inInterrupt() ? machine.mms().ofTask(event.pid()) : UNKNOWN;
        if (mm != UNKNOWN && mms.size() < PerMm.MOST) {
            mms.put(id, mm);
        }
        long[] pages = members.get(id);
        if (pages == null) {
            if (members.size() >= PerMm.MOST) {
                return; // a sum over mms of which some come and go would be no level
            }
            pages = new long[Word.values().length];
            members.put(id, pages);
        }
        pages[member.ordinal()] = event.get(Field.SIZE) >> PAGE_SHIFT;
        long sum = 0;
        for (long count : pages) {
            sum += count;
        }
        levels.of(id).set(bin, sum);
    }

    /** A series of an mm that is known is named as {@link Rss} names it. */
    List<Timeline.Series> series(int bins) {
        List<Timeline.Series> series = new ArrayList<>();
        levels.forEach((id, level) -> {
            long mm = mms.get(id);
            series.add(level.series(mm == UNKNOWN ? "mm_id " + id : Rss.name(mm), bins));
        });
        return series;
    }
}
