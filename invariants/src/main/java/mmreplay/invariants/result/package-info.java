/**
 * What a check found, as data: verdicts, counts, findings with their evidence, the ground truth's score, and the series that
 * charts are drawn from. Every report (HTML, JSON, and those to come) renders these records and nothing else.
 */
@NullMarked
package mmreplay.invariants.result;

import org.jspecify.annotations.NullMarked;
