/** Tests of the sarif output. */
@NullMarked
package mmreplay.reports.sarif;

import org.jspecify.annotations.NullMarked;
