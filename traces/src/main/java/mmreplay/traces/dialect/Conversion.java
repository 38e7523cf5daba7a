package mmreplay.traces.dialect;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import mmreplay.traces.RawEvent;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;

/** How a raw field's text becomes a canonical value. In a dialect by its name in lower case: {@code pfn_of_page(page)}. */
enum Conversion {
    /** {@code 0x1f}, {@code -3}, {@code 12}. */
    NUMBER,
    /** Hexadecimal whether or not it says 0x. */
    HEX,
    /** {@code true} is 1, anything else 0. */
    TRUE,
    /** A kernel address of a struct page. */
    PFN_OF_PAGE,
    /** The address of the second word of a struct page, as in its lru list. */
    PFN_OF_PAGE_PLUS8,
    /** A kernel address in the direct map, of a table or of an entry in it. */
    PFN_OF_ADDRESS,
    /** The address of a page-table entry: its index in the table. */
    INDEX_OF_ADDRESS,
    /** The struct page of a PTE table, as pmd_populate stores it: pfn and _PAGE_TABLE. */
    TABLE_ENTRY_OF_PAGE,
    /** A raw anon_vma address, as page->mapping holds it: with PAGE_MAPPING_ANON. */
    TAGGED_ANON,
    /** A raw _mapcount, -1 for unmapped: shown as the kernel shows it. */
    RAW_MAPCOUNT,
    /** Bit 0 of page->flags: PG_locked. */
    PG_LOCKED_BIT,
    /** x86 eflags after lock btsq: the carry flag is the old PG_locked, so the lock was got if it is clear. */
    NOT_CARRY,
    /** An old entry after ptep_set_wrprotect. */
    WITHOUT_WRITE,
    /** An old entry after ptep_test_and_clear_young. */
    WITHOUT_ACCESSED,
    /** 1 if zero, else 0: a function that returns 0 for success. */
    IS_ZERO,
    /** 1 if a list like VmFlags of /proc/pid/smaps, {@code rd,wr,lo}, has lo: VM_LOCKED. */
    LISTS_LO;

    private static final byte[] TRUE_WORD = "true".getBytes(StandardCharsets.US_ASCII);
    private static final long PAGE_TABLE_BITS = 0x067;
    private static final long RW = 1L << 1;
    private static final long ACCESSED = 1L << 5;

    static Conversion of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Sets {@code to} to what the raw field's value becomes. False if there is no such value: then {@code to} stays absent. */
    boolean convert(RawEvent raw, int field, Bases bases, MmEvent event, Field to) {
        switch (this) {
            case NUMBER -> {
                if (!raw.isNumber(field)) {
                    return false;
                }
                event.set(to, raw.number(field));
            }
            case HEX -> event.set(to, raw.hex(field));
            case TRUE ->
                event.set(to, raw.is(field, TRUE_WORD) || (raw.isNumber(field) && raw.number(field) != 0) ? 1 : 0);
            case LISTS_LO -> event.set(to, ("," + raw.value(field) + ",").contains(",lo,") ? 1 : 0);
            default -> {
                if (!raw.isNumber(field)) {
                    return false;
                }
                long value = raw.number(field);
                if (!isKnown(value, bases)) {
                    return false;
                }
                event.set(to, of(value, bases));
            }
        }
        return true;
    }

    /** A pointer can be told only from the base that it counts from. */
    private boolean isKnown(long value, Bases bases) {
        return switch (this) {
            case PFN_OF_PAGE, PFN_OF_PAGE_PLUS8, TABLE_ENTRY_OF_PAGE -> bases.pfnOfPage(value) >= 0;
            case PFN_OF_ADDRESS -> bases.pfnOfAddress(value) >= 0;
            default -> true;
        };
    }

    private long of(long value, Bases bases) {
        return switch (this) {
            case NUMBER, HEX, TRUE, LISTS_LO -> value;
            case PFN_OF_PAGE -> bases.pfnOfPage(value);
            case PFN_OF_PAGE_PLUS8 -> bases.pfnOfPage(value - 8);
            case PFN_OF_ADDRESS -> bases.pfnOfAddress(value);
            case INDEX_OF_ADDRESS -> (value & 0xfff) >>> 3;
            case TABLE_ENTRY_OF_PAGE -> bases.pfnOfPage(value) << 12 | PAGE_TABLE_BITS;
            case TAGGED_ANON -> value == 0 ? 0 : value + 1;
            case RAW_MAPCOUNT -> value + 1;
            case PG_LOCKED_BIT -> value & 1;
            case NOT_CARRY -> (value & 1) ^ 1;
            case WITHOUT_WRITE -> value & ~RW;
            case WITHOUT_ACCESSED -> value & ~ACCESSED;
            case IS_ZERO -> value == 0 ? 1 : 0;
        };
    }
}
