/** The smallest changes of a path that break one rule each. */
@NullMarked
package mmreplay.analyzer.simulate.bug;

import org.jspecify.annotations.NullMarked;
