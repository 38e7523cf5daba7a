@NullMarked
package mmreplay.traces.text;

import org.jspecify.annotations.NullMarked;
