/** Page tables: who may unhook one, under which locks. */
@NullMarked
package mmreplay.invariants.rules.ptw;

import org.jspecify.annotations.NullMarked;
