/** Tests. */
@NullMarked
package mmreplay.reports.json;

import org.jspecify.annotations.NullMarked;
