/**
 * The smallest slice of a trace that still gives a finding: {@link mmreplay.invariants.shrink.Shrinker} leaves events away for as
 * long as a replay of the rest says the same of the same events.
 */
@NullMarked
package mmreplay.invariants.shrink;

import org.jspecify.annotations.NullMarked;
