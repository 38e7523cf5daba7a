/** Two checks side by side: a kernel before and after a patch, or two kernels. */
@NullMarked
package mmreplay.reports.compare;

import org.jspecify.annotations.NullMarked;
