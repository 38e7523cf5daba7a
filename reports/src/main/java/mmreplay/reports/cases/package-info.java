/** A result as tests that pass, fail or are skipped: one for each rule and trace. What JUnit XML and KTAP say is decided here. */
@NullMarked
package mmreplay.reports.cases;

import org.jspecify.annotations.NullMarked;
