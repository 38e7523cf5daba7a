/** KTAP version 1, the kernel's own test protocol: Documentation/dev-tools/ktap.rst. */
@NullMarked
package mmreplay.reports.ktap;

import org.jspecify.annotations.NullMarked;
