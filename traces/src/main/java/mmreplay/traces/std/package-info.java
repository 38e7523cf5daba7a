/** The STD format, {@code T7|acq(mmap_lock_ffff888003ed3ae0)|42}, which predictive analysers of concurrent programs read. */
@NullMarked
package mmreplay.traces.std;

import org.jspecify.annotations.NullMarked;
