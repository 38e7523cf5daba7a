@NullMarked
package mmreplay.traces.perf;

import org.jspecify.annotations.NullMarked;
