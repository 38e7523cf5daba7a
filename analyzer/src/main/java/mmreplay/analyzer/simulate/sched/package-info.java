/** CPUs, tasks as lists of steps, locks, time, and the TLBs with their flushes. */
@NullMarked
package mmreplay.analyzer.simulate.sched;

import org.jspecify.annotations.NullMarked;
