@NullMarked
package mmreplay.traces.rows;

import org.jspecify.annotations.NullMarked;
