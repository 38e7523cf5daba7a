@NullMarked
package mmreplay.traces.std;

import org.jspecify.annotations.NullMarked;
