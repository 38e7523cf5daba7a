/** Tests of the github output. */
@NullMarked
package mmreplay.reports.github;

import org.jspecify.annotations.NullMarked;
