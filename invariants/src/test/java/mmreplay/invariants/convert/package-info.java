@NullMarked
package mmreplay.invariants.convert;

import org.jspecify.annotations.NullMarked;
