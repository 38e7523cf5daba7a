/**
 * What the charts of a report are drawn from, gathered while the trace is replayed: counts and levels in a fixed number of bins
 * over time, and distributions in a fixed number of buckets. A class here is one chart. None of it judges, and none of it grows
 * with the trace.
 */
@NullMarked
package mmreplay.invariants.series;

import org.jspecify.annotations.NullMarked;
