@NullMarked
package mmreplay.traces.sidecar;

import org.jspecify.annotations.NullMarked;
