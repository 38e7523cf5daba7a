package mmreplay.invariants.result;

import java.util.SortedMap;

/**
 * What a finding is about.
 *
 * @param kind {@code page}, {@code anon_vma}, {@code swap_entry}, {@code pte}, ... in the kernel's words
 * @param keys what identifies it: {@code pfn}, {@code mm}, {@code address}, {@code entry} to hexadecimal text, {@code pid} to
 *     decimal
 */
public record Subject(String kind, SortedMap<String, String> keys) {}
