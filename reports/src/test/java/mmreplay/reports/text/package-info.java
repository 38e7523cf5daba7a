/** Tests. */
@NullMarked
package mmreplay.reports.text;

import org.jspecify.annotations.NullMarked;
