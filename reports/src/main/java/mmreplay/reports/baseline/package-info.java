/** The findings that somebody has looked at and accepted, in a file that lives beside the code that is tested. */
@NullMarked
package mmreplay.reports.baseline;

import org.jspecify.annotations.NullMarked;
