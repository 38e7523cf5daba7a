package mmreplay.invariants.machine;

import java.util.ArrayDeque;
import java.util.Deque;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.event.Word;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.collections.LongHashSet;
import org.jspecify.annotations.Nullable;

/** The anon_vma trees: who is whose root and parent, which vmas are linked, which pages point to whom. */
public final class AnonVmas {

    /** PAGE_MAPPING_ANON in the low bits of page->mapping: 1 is anon, 3 is KSM. */
    private static final long TAG_MASK = 3;

    private static final long ANON = 1;
    private static final LongHashSet NO_CHAIN = new LongHashSet();

    /** So many freed ones are kept, to know them for freed. */
    private static final int MOST_FREED = 1024;

    private final Touched touched;
    private final boolean emptyStart;
    private Long2ObjectHashMap<AnonVma> byAddress = new Long2ObjectHashMap<>();
    /** Those freed last, in that order. Who still uses one that was freed long ago finds it unknown. */
    private final Deque<AnonVma> freed = new ArrayDeque<>();

    private int generations;
    /** A vma's address to the anon_vmas whose links to it were seen. */
    private Long2ObjectHashMap<LongHashSet> chains = new Long2ObjectHashMap<>();

    AnonVmas(Transitions transitions, Touched touched, boolean emptyStart) {
        this.touched = touched;
        this.emptyStart = emptyStart;
        transitions.on(EventKind.AV_ALLOC, this::alloc);
        transitions.on(EventKind.AV_FREE, this::free);
        transitions.on(EventKind.AV_REF, this::tree);
        transitions.on(EventKind.AV_READER, this::tree);
        transitions.on(EventKind.AVC_LINK, this::link);
        transitions.on(EventKind.AVC_UNLINK, this::unlink);
        transitions.on(EventKind.VMA, this::vma);
    }

    /** True if a raw page->mapping points to an anon_vma. */
    public static boolean isAnon(long mapping) {
        return (mapping & TAG_MASK) == ANON;
    }

    /** The anon_vma's address in a raw mapping that {@link #isAnon}. */
    public static long address(long mapping) {
        return mapping & ~TAG_MASK;
    }

    /** What is known of the anon_vma at this address, freed or not; null if nothing. */
    public @Nullable AnonVma find(long address) {
        return byAddress.get(address);
    }

    public int size() {
        return byAddress.size();
    }

    /** vma->anon_vma_chain, as far as links were seen: all of it if the vma was born here. */
    public LongHashSet chain(long vma) {
        return chains.getOrDefault(vma, NO_CHAIN);
    }

    /** Another life of the same slab object begins, or this one ends. */
    private void vma(MmEvent event) {
        switch (event.word(Field.HOW)) {
            case ALLOC, DUP, FREE -> chains.remove(event.get(Field.VMA));
            default -> {}
        }
    }

    private AnonVma get(long address) {
        AnonVma av = byAddress.get(address);
        if (av == null) {
            av = new AnonVma(address, ++generations);
            av.born = emptyStart;
            byAddress.put(address, av);
            touched.touch(Key.heardOf(address));
        } else if (av.freed) {
            // the slab gave the object out again: another life, whose every link comes after the free
            AnonVma next = new AnonVma(address, ++generations);
            next.born = true;
            next.bornLine = av.freeLine;
            byAddress.put(address, next);
            av = next;
        }
        return av;
    }

    private void alloc(MmEvent event) {
        long address = event.get(Field.ANON_VMA);
        if (!event.is(Field.HOW, Word.FORK)) {
            AnonVma av = new AnonVma(address, ++generations);
            av.born = true;
            av.allocSeen = true;
            av.bornLine = event.line();
            byAddress.put(address, av);
        }
        tree(event);
        AnonVma now = byAddress.get(address);
        if (now != null) {
            touchTree(now);
        }
    }

    /** Root and parent, as any event that shows the object prints them. */
    private void tree(MmEvent event) {
        if (!event.has(Field.ROOT)) {
            return;
        }
        long address = event.get(Field.ANON_VMA);
        AnonVma av = byAddress.get(address);
        if (av == null && event.kind() != EventKind.AV_READER) {
            av = get(address);
        }
        if (av != null && !av.freed && av.rootKnown && av.root != event.get(Field.ROOT)) {
            if (event.kind() == EventKind.AV_REF && !event.is(Field.HOW, Word.PUT)) {
                // another tree, and no free was seen: the object was given out again (a root goes with its last
                // member's put)
                leave(av);
                av = new AnonVma(address, ++generations);
                byAddress.put(address, av);
            } else if (event.kind() != EventKind.AV_ALLOC) {
                return; // a put that comes late names the tree of the life before
            }
        }
        if (av == null || av.freed) {
            return; // a reader may hold a stale one, and a late put is no new life
        }
        if (event.has(Field.LOCK)) {
            av.lock = event.get(Field.LOCK);
        }
        long root = event.get(Field.ROOT);
        if (av.rootKnown && av.root != root) {
            leave(av);
        }
        av.rootKnown = true;
        av.root = root;
        if (event.has(Field.PARENT)) {
            av.parent = event.get(Field.PARENT);
        }
        if (root != address) {
            member(av, root);
        }
    }

    /** What a member does is a fact about its root and parent, too (AV-2, AV-3). */
    private void touchTree(AnonVma av) {
        touched.touch(Key.anonVma(av.address));
        if (av.rootKnown) {
            touched.touch(Key.treeOf(av.root));
            touched.touch(Key.treeOf(av.parent));
        }
    }

    private void member(AnonVma av, long root) {
        AnonVma rootAv = byAddress.get(root);
        if (rootAv != null && !rootAv.freed) {
            rootAv.members.add(av.address);
        }
        AnonVma parent = byAddress.get(av.parent);
        if (parent != null && !parent.freed && av.parent != av.address) {
            parent.children.add(av.address);
        }
    }

    private void leave(AnonVma av) {
        AnonVma rootAv = byAddress.get(av.root);
        if (rootAv != null && rootAv != av) {
            rootAv.members.remove(av.address);
        }
        AnonVma parent = byAddress.get(av.parent);
        if (parent != null && parent != av) {
            parent.children.remove(av.address);
        }
    }

    private void free(MmEvent event) {
        long address = event.get(Field.ANON_VMA);
        AnonVma av = byAddress.get(address);
        if (av == null || av.freed) {
            av = new AnonVma(address, ++generations);
            byAddress.put(address, av);
        }
        if (event.has(Field.ROOT)) {
            av.root = event.get(Field.ROOT);
            av.parent = event.get(Field.PARENT);
        }
        leave(av);
        av.freed = true;
        av.freeLine = event.line();
        av.freedBy = event.pid();
        touchTree(av);
        freed.add(av);
        if (freed.size() > MOST_FREED) {
            AnonVma oldest = freed.remove();
            byAddress.remove(oldest.address, oldest);
        }
    }

    private void link(MmEvent event) {
        AnonVma av = get(event.get(Field.ANON_VMA));
        av.links.put(event.get(Field.VMA), event.line());
        av.linkSeen = true;
        chains.computeIfAbsent(event.get(Field.VMA), vma -> new LongHashSet()).add(av.address);
        touched.touch(Key.chainOf(event.get(Field.VMA)));
        touched.touch(Key.vma(event.get(Field.VMA))); // its birth makes the links before it another vma's
        touchTree(av);
    }

    private void unlink(MmEvent event) {
        AnonVma av = byAddress.get(event.get(Field.ANON_VMA));
        if (av == null) {
            av = get(event.get(Field.ANON_VMA));
        }
        av.links.remove(event.get(Field.VMA));
        leaveChain(event.get(Field.VMA), av.address);
        touched.touch(Key.chainOf(event.get(Field.VMA)));
        touched.touch(Key.vma(event.get(Field.VMA))); // its birth makes the links before it another vma's
        touchTree(av);
    }

    private void leaveChain(long vma, long anonVma) {
        LongHashSet chain = chains.get(vma);
        if (chain != null && chain.remove(anonVma) && chain.isEmpty()) {
            chains.remove(vma);
        }
    }

    /** The page's mapping was just set. */
    void mapped(Page page) {
        if (page.mappingKnown && isAnon(page.mapping)) {
            AnonVma av = byAddress.get(address(page.mapping));
            if (av == null) {
                av = get(address(page.mapping));
            }
            if (!av.freed) {
                av.pages.add(page.pfn);
                touched.touch(Key.pagesOf(av.address));
            }
        }
    }

    /** The page's mapping is about to be overwritten, or the page freed. */
    void unmapped(Page page) {
        if (page.mappingKnown && isAnon(page.mapping)) {
            AnonVma av = byAddress.get(address(page.mapping));
            if (av != null) {
                av.pages.remove(page.pfn);
            }
        }
    }

    void forget() {
        freed.clear();
        byAddress = new Long2ObjectHashMap<>();
        chains = new Long2ObjectHashMap<>();
    }
}
