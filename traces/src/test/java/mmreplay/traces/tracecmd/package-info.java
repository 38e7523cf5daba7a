@NullMarked
package mmreplay.traces.tracecmd;

import org.jspecify.annotations.NullMarked;
