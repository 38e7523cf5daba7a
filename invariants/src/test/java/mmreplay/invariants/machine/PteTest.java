package mmreplay.invariants.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The values are from real traces of x86-64 kernels, beside the kernel's own account of the same pages. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PteTest {

    @Test
    void a_present_entry_holds_its_pfn() {
        long value = 0x8000000004ffa067L;
        assertThat(Pte.state(value, 1)).isEqualTo(Pte.State.PRESENT);
        assertThat(Pte.pfn(value)).isEqualTo(0x4ffa);
        assertThat(Pte.writable(value)).isTrue();
    }

    @Test
    void a_prot_none_entry_is_present_to_software_and_holds_its_pfn_inverted() {
        long present = 0x8000000004ffa025L;
        long flags = present & 0xffe & ~1L;
        long protNone = (~present & 0x000ffffffffff000L) | flags | (1L << 8) | (1L << 63);
        assertThat(Pte.state(protNone, 1)).isEqualTo(Pte.State.PRESENT);
        assertThat(Pte.pfn(protNone)).isEqualTo(0x4ffa);
    }

    @Test
    void a_swap_entry_decodes_as_pagemap_shows_it() {
        long value = 0x7fffffffffff408L;
        assertThat(Pte.state(value, 1)).isEqualTo(Pte.State.SWAP);
        assertThat(Pte.swapType(value)).isZero();
        assertThat(Pte.swapOffset(value)).isEqualTo(5);
        assertThat(Pte.swapEntry(value)).isEqualTo(5);
    }

    @Test
    void the_type_of_a_swap_entry_stands_above_bit_58() {
        long value = (3L << 59) | (~(7L << 9) & ((1L << 59) - 1) & ~0x1ffL);
        assertThat(Pte.swapType(value)).isEqualTo(3);
        assertThat(Pte.swapOffset(value)).isEqualTo(7);
        assertThat(Pte.swapEntry(value)).isEqualTo((3L << 58) | 7);
    }

    @Test
    void accessed_and_dirty_alone_make_no_entry() {
        assertThat(Pte.state(0x60, 1)).isEqualTo(Pte.State.NONE);
        assertThat(Pte.sameButAccessedDirty(0x8000000004ffa007L, 0x8000000004ffa067L))
                .isTrue();
        assertThat(Pte.sameButAccessedDirty(0x8000000004ffa005L, 0x8000000004ffa067L))
                .isFalse();
    }

    @Test
    void a_huge_entry_under_split_is_still_present_at_level_2_only() {
        long invalidated = 0x800ffffff98008e6L;
        assertThat(Pte.state(invalidated, 2)).isEqualTo(Pte.State.PRESENT);
        assertThat(Pte.leaf(invalidated, 2)).isTrue();
        assertThat(Pte.pfn(invalidated) & ~511L).isEqualTo(0x6600);
    }

    @Test
    void the_bit_that_makes_a_huge_entry_present_makes_no_small_one_so() {
        assertThat(Pte.present(0x80, 2)).isTrue();
        assertThat(Pte.present(0x80, 1)).isFalse();
    }

    @Test
    void a_table_is_no_leaf() {
        assertThat(Pte.leaf(0xd537067L, 2)).isFalse();
        assertThat(Pte.pfn(0xd537067L)).isEqualTo(0xd537);
    }

    @Test
    void migration_and_marker_entries_are_no_swap_entries() {
        assertThat(Pte.state((26L << 59) | 0xfffe00L, 1)).isEqualTo(Pte.State.SPECIAL);
        assertThat(Pte.state((31L << 59) | 0xfffe00L, 1)).isEqualTo(Pte.State.MARKER);
    }

    @Test
    void indexes_take_nine_bits_a_level() {
        long address = 0x7000_0020_3000L;
        assertThat(Pte.index(address, 1)).isEqualTo(3);
        assertThat(Pte.index(address, 2)).isEqualTo(1);
        assertThat(Pte.index(address, 4)).isEqualTo((int) (address >>> 39));
    }
}
