/** How far the rules' verdicts were put to the test: what they invent on correct histories, and what they miss of planted bugs. */
@NullMarked
package mmreplay.reports.adequacy;

import org.jspecify.annotations.NullMarked;
