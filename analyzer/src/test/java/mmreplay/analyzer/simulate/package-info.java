/** The simulated machine. */
@NullMarked
package mmreplay.analyzer.simulate;

import org.jspecify.annotations.NullMarked;
