@NullMarked
package mmreplay.traces.convert;

import org.jspecify.annotations.NullMarked;
