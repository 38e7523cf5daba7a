/** Tests. */
@NullMarked
package mmreplay.reports.html;

import org.jspecify.annotations.NullMarked;
