/** What tasks and CPUs did over time, as slices for a timeline viewer: who ran where, who held which lock from when to when. */
@NullMarked
package mmreplay.invariants.tracks;

import org.jspecify.annotations.NullMarked;
