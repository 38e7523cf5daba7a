/** What GitHub Actions shows of a result: annotations on the run, and a summary of the step. */
@NullMarked
package mmreplay.reports.github;

import org.jspecify.annotations.NullMarked;
