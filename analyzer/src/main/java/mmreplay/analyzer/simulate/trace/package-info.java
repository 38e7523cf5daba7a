/** What the simulated kernel prints: the instrumented kernel's tracepoints, lockdep's, and the stock ones. */
@NullMarked
package mmreplay.analyzer.simulate.trace;

import org.jspecify.annotations.NullMarked;
