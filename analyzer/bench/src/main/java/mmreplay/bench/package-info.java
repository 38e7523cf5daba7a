/** JMH benchmarks of the way from bytes to findings, stage by stage. Each counts events, so their scores can be compared. */
@NullMarked
package mmreplay.bench;

import org.jspecify.annotations.NullMarked;
