/** The kernel's objects: mms, vmas, anon_vmas, pages, page tables, swap, the LRU. */
@NullMarked
package mmreplay.analyzer.simulate.mm;

import org.jspecify.annotations.NullMarked;
