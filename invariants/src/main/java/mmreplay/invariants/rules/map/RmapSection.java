package mmreplay.invariants.rules.map;

import java.util.Arrays;
import mmreplay.invariants.machine.PageTables;
import mmreplay.invariants.machine.Pte;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.agrona.collections.LongArrayList;

/** What one task did to small pages' entries and counts since it took a page-table lock: the two go up and down together. */
final class RmapSection {

    private final LongArrayList pfns = new LongArrayList();
    /** By page: entries made minus entries cleared, adds minus removes, and the lines of the last of each. */
    private int[] entries = new int[8];

    private int[] counts = new int[8];
    private long[] entryLines = new long[8];
    private long[] countLines = new long[8];

    void written(MmEvent event) {
        if (event.get(Field.LEVEL, 1) != 1
                || !event.has(Field.OLD)
                || !event.has(Field.NEW)
                || PageTables.hugetlb(event)) {
            return;
        }
        long old = event.get(Field.OLD);
        long now = event.get(Field.NEW);
        boolean was = maps(old);
        boolean is = maps(now);
        if (was && is && Pte.pfn(old) == Pte.pfn(now)) {
            return;
        }
        if (was) {
            entry(Pte.pfn(old), -1, event.line());
        }
        if (is) {
            entry(Pte.pfn(now), 1, event.line());
        }
    }

    private static boolean maps(long entry) {
        return Pte.present(entry, 1) && !Pte.special(entry);
    }

    private void entry(long pfn, int change, long line) {
        int index = index(pfn);
        entries[index] += change;
        entryLines[index] = line;
    }

    /** A compound add or remove is a PMD's. */
    void counted(MmEvent event, int change) {
        if (!event.is(Field.COMPOUND) && !event.is(Field.HOW, Word.SPLIT)) {
            int index = index(event.get(Field.PFN));
            counts[index] += change;
            countLines[index] = event.line();
        }
    }

    private int index(long pfn) {
        int index = pfns.size();
        if (index > 0 && pfns.getLong(index - 1) == pfn) {
            return index - 1;
        }
        int known = pfns.indexOf(pfn);
        if (known >= 0) {
            return known;
        }
        pfns.addLong(pfn);
        if (index == entries.length) {
            entries = Arrays.copyOf(entries, 2 * index);
            counts = Arrays.copyOf(counts, 2 * index);
            entryLines = Arrays.copyOf(entryLines, 2 * index);
            countLines = Arrays.copyOf(countLines, 2 * index);
        }
        entries[index] = 0;
        counts[index] = 0;
        entryLines[index] = 0;
        countLines[index] = 0;
        return index;
    }

    int size() {
        return pfns.size();
    }

    long pfn(int index) {
        return pfns.getLong(index);
    }

    int entries(int index) {
        return entries[index];
    }

    int counts(int index) {
        return counts[index];
    }

    long entryLine(int index) {
        return entryLines[index];
    }

    long countLine(int index) {
        return countLines[index];
    }

    void clear() {
        pfns.clear();
    }
}
