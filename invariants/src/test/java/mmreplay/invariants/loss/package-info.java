/** The core promise, tested: losing events may make a verdict INCONCLUSIVE, and never anything else. */
@NullMarked
package mmreplay.invariants.loss;

import org.jspecify.annotations.NullMarked;
