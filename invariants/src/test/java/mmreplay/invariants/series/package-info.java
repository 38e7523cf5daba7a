/** Tests. */
@NullMarked
package mmreplay.invariants.series;

import org.jspecify.annotations.NullMarked;
