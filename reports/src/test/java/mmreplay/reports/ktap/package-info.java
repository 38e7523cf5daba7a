/** Tests of the ktap output. */
@NullMarked
package mmreplay.reports.ktap;

import org.jspecify.annotations.NullMarked;
