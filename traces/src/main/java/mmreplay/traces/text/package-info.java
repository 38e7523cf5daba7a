/**
 * What readers of text have in common: a line's parts, the loop over lines, the gaps that markers and times betray. It knows no
 * format.
 */
@NullMarked
package mmreplay.traces.text;

import org.jspecify.annotations.NullMarked;
