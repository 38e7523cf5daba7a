/** Page migration: the copy, and the entries that stand in for the page meanwhile (catalogue 2.6). */
@NullMarked
package mmreplay.invariants.rules.mig;

import org.jspecify.annotations.NullMarked;
