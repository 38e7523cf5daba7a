/**
 * Hostile input: what a reader promises whatever it is given ({@link mmreplay.traces.hostile.Promises}), held against random damage
 * of real files and against a fuzzer. FUZZING.md in the room's folder says how to run it.
 */
@NullMarked
package mmreplay.traces.hostile;

import org.jspecify.annotations.NullMarked;
