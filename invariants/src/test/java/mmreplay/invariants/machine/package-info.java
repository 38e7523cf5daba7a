@NullMarked
package mmreplay.invariants.machine;

import org.jspecify.annotations.NullMarked;
