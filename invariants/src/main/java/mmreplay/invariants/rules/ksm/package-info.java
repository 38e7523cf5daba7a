/** Pages that ksmd merged (catalogue 2.9). */
@NullMarked
package mmreplay.invariants.rules.ksm;

import org.jspecify.annotations.NullMarked;
