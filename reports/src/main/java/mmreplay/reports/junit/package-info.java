/** JUnit XML, which every CI server reads. */
@NullMarked
package mmreplay.reports.junit;

import org.jspecify.annotations.NullMarked;
