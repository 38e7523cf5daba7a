/** What a recording leaves beside its trace: base addresses, the probes' misses, the buffers' overruns, the clock. */
@NullMarked
package mmreplay.traces.sidecar;

import org.jspecify.annotations.NullMarked;
