package mmreplay.invariants.rules.lock;

import static mmreplay.traces.event.Word.ANON_VMA_RWSEM;
import static mmreplay.traces.event.Word.HUGETLB_FAULT_MUTEX;
import static mmreplay.traces.event.Word.HUGETLB_I_MMAP_RWSEM;
import static mmreplay.traces.event.Word.HUGETLB_VMA_LOCK;
import static mmreplay.traces.event.Word.INODE_LOCK;
import static mmreplay.traces.event.Word.INVALIDATE_LOCK;
import static mmreplay.traces.event.Word.I_MMAP_RWSEM;
import static mmreplay.traces.event.Word.I_MUTEX;
import static mmreplay.traces.event.Word.LRU_LOCK;
import static mmreplay.traces.event.Word.MEMCG_MOVE_LOCK;
import static mmreplay.traces.event.Word.MMAP_LOCK;
import static mmreplay.traces.event.Word.MMLIST_LOCK;
import static mmreplay.traces.event.Word.PAGE_LOCK;
import static mmreplay.traces.event.Word.PAGE_TABLE_LOCK;
import static mmreplay.traces.event.Word.PRIVATE_LOCK;
import static mmreplay.traces.event.Word.PTLOCK;
import static mmreplay.traces.event.Word.RCU_READ;
import static mmreplay.traces.event.Word.SB_LOCK;
import static mmreplay.traces.event.Word.SWAP_CLUSTER_LOCK;
import static mmreplay.traces.event.Word.TASKLIST_LOCK;
import static mmreplay.traces.event.Word.VMA_LOCK;
import static mmreplay.traces.event.Word.WB_LIST_LOCK;
import static mmreplay.traces.event.Word.XA_LOCK;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import mmreplay.traces.event.Word;
import org.jgrapht.Graph;
import org.jgrapht.alg.TransitiveClosure;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleDirectedGraph;
import org.jspecify.annotations.Nullable;

/**
 * The documented order of the memory management's locks: the comments at the top of mm/rmap.c and mm/filemap.c of 6.1 and 6.12,
 * and the nestings that the code itself adds. What these do not order is not ordered here.
 *
 * <p>Left out on purpose: mapping->private_lock and the swap locks, which the two comments nest either way round; the page lock and
 * the i_mmap_rwsem of hugetlbfs, which nest one way for huge_pmd_share and the other way for a hugetlb page's fault; a vma's lock
 * taken for reading, which is a fault's hold of its vma, taken by a trylock and before everything.
 */
final class LockOrder {

    /** How a lock that is held and one that is wanted stand to each other. */
    enum Relation {
        /** The wanted one is the inner, or the two may be nested. */
        AGREES,
        /** The wanted one is the outer. */
        INVERTED,
        /** No comment says anything of the two. */
        UNORDERED
    }

    /** Each line: the first may be held while the others are taken. */
    private static final Word[][] DOCUMENTED = {
        {I_MUTEX, MMAP_LOCK, INVALIDATE_LOCK},
        {MMAP_LOCK, INVALIDATE_LOCK, HUGETLB_FAULT_MUTEX},
        {INVALIDATE_LOCK, PAGE_LOCK, HUGETLB_I_MMAP_RWSEM},
        {HUGETLB_FAULT_MUTEX, HUGETLB_VMA_LOCK},
        {HUGETLB_VMA_LOCK, HUGETLB_I_MMAP_RWSEM},
        {HUGETLB_I_MMAP_RWSEM, VMA_LOCK},
        {PAGE_LOCK, VMA_LOCK},
        {VMA_LOCK, I_MMAP_RWSEM},
        {I_MMAP_RWSEM, ANON_VMA_RWSEM},
        {ANON_VMA_RWSEM, TASKLIST_LOCK, PTLOCK, RCU_READ},
        {TASKLIST_LOCK, PTLOCK},
        {PTLOCK, SWAP_CLUSTER_LOCK, PRIVATE_LOCK},
        {SWAP_CLUSTER_LOCK, MMLIST_LOCK, XA_LOCK, INODE_LOCK, WB_LIST_LOCK},
        {PRIVATE_LOCK, MEMCG_MOVE_LOCK},
        {MEMCG_MOVE_LOCK, XA_LOCK},
        {WB_LIST_LOCK, SB_LOCK, XA_LOCK},
        {XA_LOCK, LRU_LOCK},
    };

    /** Lock events print these names for locks of many kinds (of every file system, of every xarray): they prove no order. */
    private static final Set<Word> OF_MANY_KINDS = EnumSet.of(I_MUTEX, XA_LOCK);

    private static final Graph<Word, DefaultEdge> ORDER = order();

    private static final int WORDS = Word.values().length;
    private static final @Nullable Relation[] KNOWN = new Relation[WORDS * WORDS];

    private LockOrder() {}

    private static Graph<Word, DefaultEdge> order() {
        SimpleDirectedGraph<Word, DefaultEdge> order = new SimpleDirectedGraph<>(DefaultEdge.class);
        for (Word[] line : DOCUMENTED) {
            for (Word inner : line) {
                order.addVertex(inner);
                if (inner != line[0]) {
                    order.addEdge(line[0], inner);
                }
            }
        }
        TransitiveClosure.INSTANCE.closeSimpleDirectedGraph(order);
        return order;
    }

    /** A task that holds the one waits for the other. Asked at each acquisition of a lock, so each answer is found once. */
    static Relation of(Word held, Word wanted) {
        int pair = held.ordinal() * WORDS + wanted.ordinal();
        Relation known = KNOWN[pair];
        if (known == null) {
            known = find(held, wanted);
            KNOWN[pair] = known;
        }
        return known;
    }

    private static Relation find(Word held, Word wanted) {
        Word outer = level(held);
        Word inner = level(wanted);
        // PTE and PMD table, two mms at a fork, the pages of a collapse: nested by address, by subclass or by the mm
        // above them
        if (outer == inner || ORDER.containsEdge(outer, inner)) {
            return Relation.AGREES;
        }
        return ORDER.containsEdge(inner, outer) ? Relation.INVERTED : Relation.UNORDERED;
    }

    /** page_table_lock stands in for the split locks, and lies at their level. */
    private static Word level(Word kind) {
        return kind == PAGE_TABLE_LOCK ? PTLOCK : kind;
    }

    /** What a trace prints under this name need not be one class of locks. */
    static boolean ofManyKinds(Word kind) {
        return OF_MANY_KINDS.contains(kind);
    }

    /** The kernel's name of such a lock. */
    static String name(Word kind) {
        return switch (kind) {
            case MMAP_LOCK -> "mmap_lock";
            case ANON_VMA_RWSEM -> "anon_vma->rwsem";
            case I_MMAP_RWSEM, HUGETLB_I_MMAP_RWSEM -> "i_mmap_rwsem";
            case PTLOCK -> "a page-table lock";
            case PAGE_TABLE_LOCK -> "page_table_lock";
            case LRU_LOCK -> "lru_lock";
            case VMA_LOCK -> "a vma's lock";
            case I_MUTEX -> "i_rwsem";
            case HUGETLB_FAULT_MUTEX -> "the hugetlb fault mutex";
            case HUGETLB_VMA_LOCK -> "a hugetlb vma's lock";
            case SWAP_CLUSTER_LOCK -> "a swap cluster's lock";
            case XA_LOCK -> "xa_lock";
            case INODE_LOCK -> "i_lock";
            case RCU_READ -> "rcu_read_lock";
            case PAGE_LOCK -> "a page lock";
            default -> kind.name().toLowerCase(Locale.ROOT);
        };
    }
}
