/** The life of an anon_vma (catalogue 2.2). */
@NullMarked
package mmreplay.invariants.rules.av;

import org.jspecify.annotations.NullMarked;
