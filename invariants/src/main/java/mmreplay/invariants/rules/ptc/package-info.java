/** What PAGE_TABLE_CHECK asks of entries that map pages. */
@NullMarked
package mmreplay.invariants.rules.ptc;

import org.jspecify.annotations.NullMarked;
