package mmreplay.invariants.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** Translations that some CPU may still hold, by page and by mm. One that nobody holds any more is dropped. */
final class StaleEntries {

    static final int HUGE_PAGES = 512;
    private static final int FEW = 64;

    private final Touched touched;
    private final Long2ObjectHashMap<Stale> byPage = new Long2ObjectHashMap<>();
    private final Long2ObjectHashMap<OfMm> byMm = new Long2ObjectHashMap<>();
    private int size;

    /** Of one mm; at {@code limit} the list is swept. */
    private static final class OfMm {
        final List<Stale> all = new ArrayList<>();
        int limit = FEW;
    }

    StaleEntries(Touched touched) {
        this.touched = touched;
    }

    int size() {
        return size;
    }

    void add(Stale stale) {
        Stale.Range range = stale.range;
        if (range.pages() > 0) {
            stale.next = byPage.put(range.pfn(), stale);
        }
        touch(range);
        OfMm ofMm = byMm.computeIfAbsent(range.mm(), mm -> new OfMm());
        if (ofMm.all.size() >= ofMm.limit) {
            // pages that were freed took their translations with them
            size -= ofMm.all.size();
            ofMm.all.removeIf(old -> !alive(old));
            size += ofMm.all.size();
            ofMm.limit = Math.max(FEW, 2 * ofMm.all.size());
        }
        ofMm.all.add(stale);
        size++;
    }

    private boolean alive(Stale stale) {
        if (stale.range.pages() == 0) {
            return stale.cpus() != 0;
        }
        for (Stale s = byPage.get(stale.range.pfn()); s != null; s = s.next) {
            if (s == stale) {
                return true;
            }
        }
        return false;
    }

    /** Newest first: those of this page as a small one, or of the huge page that begins with it. */
    @Nullable
    Stale first(long pfn) {
        return byPage.get(pfn);
    }

    /** The small translations of these pages, and the huge ones that begin there, go with the pages' lives. */
    void dropPages(long first, long count) {
        for (long pfn = first; pfn < first + count; pfn++) {
            Stale head = byPage.remove(pfn);
            if (head == null || count >= HUGE_PAGES) {
                continue;
            }
            keepHuge(pfn, head);
        }
    }

    private void keepHuge(long pfn, Stale head) {
        List<Stale> huge = new ArrayList<>();
        for (Stale s = head; s != null; s = s.next) {
            if (s.range.pages() == HUGE_PAGES) {
                huge.add(s);
            }
        }
        Stale chain = null;
        for (int i = huge.size() - 1; i >= 0; i--) {
            huge.get(i).next = chain;
            chain = huge.get(i);
        }
        if (chain != null) {
            byPage.put(pfn, chain);
        }
    }

    /** Shows every one of an mm to {@code change}, and drops those that no CPU holds any more. */
    void change(long mm, Consumer<Stale> change) {
        OfMm ofMm = byMm.get(mm);
        if (ofMm == null) {
            return;
        }
        size -= ofMm.all.size();
        ofMm.all.removeIf(stale -> {
            long before = stale.cpus();
            change.accept(stale);
            if (stale.cpus() != before) {
                touch(stale.range);
            }
            if (stale.cpus() == 0) {
                unlink(stale);
                return true;
            }
            return false;
        });
        size += ofMm.all.size();
        if (ofMm.all.isEmpty()) {
            byMm.remove(mm);
        }
    }

    private void touch(Stale.Range range) {
        touched.touch(Key.stale(range.pfn()));
        touched.touch(Key.stale(range.mm(), range.start()));
    }

    private void unlink(Stale stale) {
        long pfn = stale.range.pfn();
        Stale s = byPage.get(pfn);
        if (s == stale) {
            if (stale.next == null) {
                byPage.remove(pfn);
            } else {
                byPage.put(pfn, stale.next);
            }
            return;
        }
        for (; s != null; s = s.next) {
            if (s.next == stale) {
                s.next = stale.next;
                return;
            }
        }
    }

    void clear() {
        byPage.clear();
        byMm.clear();
        size = 0;
    }
}
