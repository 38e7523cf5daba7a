package mmreplay.traces.dialect;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import mmreplay.traces.RawEvent;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * Finds the base addresses by majority, for a recording without its {@code bases} file (they differ from boot to boot under
 * KASLR). Two probes of one task in a row often name the same page twice, once as a pointer and once as a pfn: the PTE store of
 * a fault and the rmap change that goes with it, a new table and the first store to it. Each such pair votes for a base. Wrong
 * pairs scatter; the right base is the one that lies on a 1 GiB boundary, where KASLR puts it, again and again.
 */
public final class BasesFinder {

    private static final byte[] PAGE = "page".getBytes(US_ASCII);
    private static final byte[] PTEP = "ptep".getBytes(US_ASCII);
    private static final byte[] OLD = "old".getBytes(US_ASCII);
    private static final byte[] VAL = "val".getBytes(US_ASCII);
    private static final byte[] PFN = "pfn".getBytes(US_ASCII);

    private static final long GIB_MASK = (1L << 30) - 1;
    private static final long PFN_BITS = 0x000f_ffff_ffff_f000L;
    private static final long PRESENT = 1;
    private static final int STRUCT_PAGE = 64;
    private static final int VOTES_NEEDED = 16;
    /** So many more events would have to speak against the majority that they need not be read. */
    private static final int VOTES_ENOUGH = 1024;

    private static final int MOST_CANDIDATES = 4096;

    private final Map<Long, Integer> vmemmapVotes = new TreeMap<>();
    private final Map<Long, Integer> directMapVotes = new TreeMap<>();
    private final Int2ObjectHashMap<Last> byTask = new Int2ObjectHashMap<>();

    /** What the task's last probe showed: pfns in page-table values, a struct page's address, a new table's pfn. */
    private static final class Last {
        long[] pfns = {};
        long page;
        long table = -1;
    }

    /** One more event; only probes count. */
    public void event(RawEvent raw) {
        if (!raw.probe()) {
            return;
        }
        Last last = byTask.computeIfAbsent(raw.pid(), pid -> new Last());
        long page = number(raw, PAGE);
        long[] pfns = {pfn(number(raw, OLD)), pfn(number(raw, VAL))};
        long ptep = number(raw, PTEP);
        if (page != 0) {
            vote(vmemmapVotes, page, last.pfns, STRUCT_PAGE);
        } else if (last.page != 0) {
            vote(vmemmapVotes, last.page, pfns, STRUCT_PAGE);
        }
        if (ptep != 0 && last.table >= 0) {
            vote(directMapVotes, ptep & ~0xfffL, new long[] {last.table}, 1 << 12);
        }
        if (raw.name().startsWith("alloc_")) {
            last.table = number(raw, PFN);
        }
        last.page = page;
        last.pfns = pfns;
    }

    private static long number(RawEvent raw, byte[] key) {
        int field = raw.field(key, 0);
        return field >= 0 && raw.isNumber(field) ? raw.number(field) : 0;
    }

    private static long pfn(long entry) {
        return (entry & PRESENT) == 0 ? 0 : (entry & PFN_BITS) >>> 12;
    }

    private static void vote(Map<Long, Integer> votes, long address, long[] pfns, long size) {
        for (long pfn : pfns) {
            long base = address - pfn * size;
            if (pfn > 0
                    && base < 0
                    && (base & GIB_MASK) == 0
                    && (votes.size() < MOST_CANDIDATES || votes.containsKey(base))) {
                votes.merge(base, 1, Integer::sum);
            }
        }
    }

    /** The bases, unknown unless both have a clear majority. */
    public Bases bases() {
        long vmemmap = majority(vmemmapVotes);
        long directMap = majority(directMapVotes);
        return vmemmap == 0 || directMap == 0 ? Bases.UNKNOWN : new Bases(vmemmap, directMap);
    }

    /** More events will hardly tell anything else. */
    public boolean decided() {
        return clear(vmemmapVotes) && clear(directMapVotes);
    }

    private static boolean clear(Map<Long, Integer> votes) {
        return votes.values().stream().anyMatch(count -> count >= VOTES_ENOUGH) && majority(votes) != 0;
    }

    private static long majority(Map<Long, Integer> votes) {
        int all = votes.values().stream().mapToInt(Integer::intValue).sum();
        return votes.entrySet().stream()
                .max(Comparator.comparingInt(Map.Entry::getValue))
                .filter(best -> best.getValue() >= VOTES_NEEDED && best.getValue() > all * 3 / 4)
                .map(Map.Entry::getKey)
                .orElse(0L);
    }
}
