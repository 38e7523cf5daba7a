@NullMarked
package mmreplay.traces.dialect;

import org.jspecify.annotations.NullMarked;
