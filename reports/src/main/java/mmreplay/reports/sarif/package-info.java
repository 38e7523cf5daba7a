/** SARIF 2.1.0, the OASIS format of static analysis results: what code scanning on GitHub and many viewers read. */
@NullMarked
package mmreplay.reports.sarif;

import org.jspecify.annotations.NullMarked;
