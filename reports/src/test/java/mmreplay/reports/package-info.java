/** Tests. */
@NullMarked
package mmreplay.reports;

import org.jspecify.annotations.NullMarked;
