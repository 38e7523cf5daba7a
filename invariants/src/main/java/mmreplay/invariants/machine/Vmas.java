package mmreplay.invariants.machine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.collections.LongHashSet;
import org.jspecify.annotations.Nullable;

/** The vmas: range, mm, anon_vma. */
public final class Vmas {

    private final Touched touched;
    private final boolean emptyStart;
    private Long2ObjectHashMap<Vma> byAddress = new Long2ObjectHashMap<>();
    private Long2ObjectHashMap<LongHashSet> byMm = new Long2ObjectHashMap<>();
    private Long2ObjectHashMap<LongHashSet> byAnonVma = new Long2ObjectHashMap<>();
    /** mms of which every vma is known: all since their birth was seen. */
    private LongHashSet whole = new LongHashSet();

    Vmas(Transitions transitions, Touched touched, boolean emptyStart) {
        this.touched = touched;
        this.emptyStart = emptyStart;
        transitions.on(EventKind.VMA, this::vma);
        transitions.on(EventKind.VMA_ANON_VMA, this::anonVma);
        transitions.on(EventKind.MM, this::mm);
    }

    /** All vmas of this mm are known, so where none is found there is none. */
    public boolean complete(long mm) {
        return emptyStart || whole.contains(mm);
    }

    public @Nullable Vma find(long address) {
        Vma vma = byAddress.get(address);
        return vma == null && emptyStart ? get(address) : vma;
    }

    /**
     * The vma of {@code mm} that covers {@code va}, null if none is known to. A vma that is still being made is in no mm's tree: a fork's
     * copy names the parent's mm at first.
     */
    public @Nullable Vma covering(long mm, long va) {
        LongHashSet addresses = byMm.get(mm);
        if (addresses == null) {
            return null;
        }
        LongHashSet.LongIterator at = addresses.iterator();
        while (at.hasNext()) {
            Vma vma = byAddress.get(at.nextValue());
            if (vma != null && vma.settled && vma.covers(mm, va)) {
                return vma;
            }
        }
        return null;
    }

    /** The vmas of {@code mm} that have a part in a range, in no order. */
    public List<Vma> overlapping(long mm, long start, long end) {
        LongHashSet addresses = byMm.get(mm);
        if (addresses == null) {
            return List.of();
        }
        List<Vma> found = new ArrayList<>();
        LongHashSet.LongIterator at = addresses.iterator();
        while (at.hasNext()) {
            Vma vma = byAddress.get(at.nextValue());
            if (vma != null && vma.mm == mm && vma.rangeKnown && vma.start < end && start < vma.end) {
                found.add(vma);
            }
        }
        return found;
    }

    /**
     * The settled vmas other than {@code but} whose own anon_vma is known to be this one, by address. One that got it in an earlier
     * life of the object still points to what was freed: AV-2 and AV-5 tell of that, it is nothing that the later life shares.
     *
     * @param born the line at which this life began, 0 for not known
     */
    public List<Vma> ofAnonVma(long anonVma, long born, long but) {
        List<Vma> vmas = new ArrayList<>();
        LongHashSet addresses = byAnonVma.get(anonVma);
        if (addresses != null) {
            LongHashSet.LongIterator at = addresses.iterator();
            while (at.hasNext()) {
                Vma vma = byAddress.get(at.nextValue());
                if (vma != null && vma.settled && vma.address != but && vma.anonVmaLine >= born) {
                    vmas.add(vma);
                }
            }
        }
        vmas.sort(Comparator.comparingLong(Vma::address));
        return vmas;
    }

    public int size() {
        return byAddress.size();
    }

    private Vma get(long address) {
        Vma vma = byAddress.get(address);
        if (vma == null) {
            vma = new Vma(address);
            vma.born = emptyStart;
            vma.settled = true;
            byAddress.put(address, vma);
        }
        return vma;
    }

    private void vma(MmEvent event) {
        long address = event.get(Field.VMA);
        if (event.is(Field.HOW, Word.FREE)) {
            Vma gone = byAddress.remove(address);
            if (gone != null) {
                leave(gone);
                leaveAnonVma(gone);
            }
            touched.touch(Key.vma(address));
            return;
        }
        boolean birth = event.is(Field.HOW, Word.ALLOC) || event.is(Field.HOW, Word.DUP);
        Vma vma = get(address);
        if (birth) {
            leave(vma);
            leaveAnonVma(vma);
            vma = new Vma(address);
            vma.born = true;
            byAddress.put(address, vma);
        }
        vma.settled |= !birth;
        fill(vma, event, birth);
        touched.touch(Key.vma(address));
    }

    private void fill(Vma vma, MmEvent event, boolean birth) {
        // vm_area_dup copies the source's vm_mm; the fork that follows sets the child's
        if (event.has(Field.MM) && (!vma.mmKnown || vma.mm != event.get(Field.MM))) {
            leave(vma);
            vma.mmKnown = true;
            vma.mm = event.get(Field.MM);
            byMm.computeIfAbsent(vma.mm, mm -> new LongHashSet()).add(vma.address);
        }
        if (event.has(Field.START)) {
            vma.rangeKnown = true;
            vma.start = event.get(Field.START);
            vma.end = event.get(Field.END);
            vma.pgoff = event.get(Field.PGOFF);
        }
        vma.flags = event.get(Field.FLAGS, vma.flags);
        if (event.has(Field.LOCK)) {
            // mmap_region sets vm_file only after the allocation
            vma.fileKnown = !event.is(Field.HOW, Word.ALLOC);
            vma.fileLock = event.get(Field.LOCK);
        }
        // anon_vma_fork and VM_WIPEONFORK clear the copied anon_vma first, which no event of its own shows
        boolean anew = birth || event.is(Field.HOW, Word.SEEN) || event.is(Field.HOW, Word.FORK);
        if (event.has(Field.ANON_VMA) && (anew || !vma.anonVmaKnown)) {
            assign(vma, event);
        }
    }

    private void mm(MmEvent event) {
        if (event.is(Field.HOW, Word.ALLOC)) {
            whole.add(event.get(Field.MM));
        } else if (event.is(Field.HOW, Word.FREE)) {
            whole.remove(event.get(Field.MM));
        }
    }

    private void anonVma(MmEvent event) {
        Vma vma = get(event.get(Field.VMA));
        assign(vma, event);
        touched.touch(Key.vma(vma.address));
    }

    private void assign(Vma vma, MmEvent event) {
        leaveAnonVma(vma);
        vma.anonVmaKnown = true;
        vma.anonVma = event.get(Field.ANON_VMA);
        vma.anonVmaLine = event.line();
        if (vma.anonVma != 0) {
            byAnonVma.computeIfAbsent(vma.anonVma, av -> new LongHashSet()).add(vma.address);
        }
    }

    private void leaveAnonVma(Vma vma) {
        LongHashSet users = vma.anonVmaKnown ? byAnonVma.get(vma.anonVma) : null;
        if (users != null && users.remove(vma.address) && users.isEmpty()) {
            byAnonVma.remove(vma.anonVma);
        }
    }

    private void leave(Vma vma) {
        if (vma.mmKnown) {
            LongHashSet addresses = byMm.get(vma.mm);
            if (addresses != null) {
                addresses.remove(vma.address);
                if (addresses.isEmpty()) {
                    byMm.remove(vma.mm);
                }
            }
        }
    }

    void forget() {
        byAddress = new Long2ObjectHashMap<>();
        byAnonVma = new Long2ObjectHashMap<>();
        byMm = new Long2ObjectHashMap<>();
        whole = new LongHashSet();
    }
}
