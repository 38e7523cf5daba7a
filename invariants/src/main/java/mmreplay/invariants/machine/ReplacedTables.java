package mmreplay.invariants.machine;

import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** By entry of a PMD table: the PTE table that it held last. Kept by PMD table, with which they all go at once. */
final class ReplacedTables {

    private final Long2ObjectHashMap<Long2ObjectHashMap<Stale>> byTable = new Long2ObjectHashMap<>();

    /** Null if the entry held none, or holds something again. */
    @Nullable
    Stale find(long slot) {
        Long2ObjectHashMap<Stale> ofTable = byTable.get(table(slot));
        return ofTable == null ? null : ofTable.get(slot);
    }

    void put(long slot, Stale table) {
        byTable.computeIfAbsent(table(slot), t -> new Long2ObjectHashMap<>()).put(slot, table);
    }

    void refilled(long slot) {
        Long2ObjectHashMap<Stale> ofTable = byTable.get(table(slot));
        if (ofTable != null && ofTable.remove(slot) != null && ofTable.isEmpty()) {
            byTable.remove(table(slot));
        }
    }

    /** @param pfn of the PMD table */
    void freed(long pfn) {
        byTable.remove(pfn);
    }

    void clear() {
        byTable.clear();
    }

    private static long table(long slot) {
        return slot >>> 9;
    }
}
