package mmreplay.reports.compare;

import java.util.List;
import mmreplay.invariants.result.Verdict;

/**
 * What is different between two checks, A before and B after.
 *
 * @param rules all rules that either check ran, in the catalogue's order
 * @param fresh bugs found in B and not in A, worst first
 * @param gone bugs found in A and not in B, worst first, of rules that could decide something in B
 * @param same how many were found in both
 * @param rates how often things happened, in the order in which A names them
 * @param unlisted findings of both that are not listed and therefore not compared
 * @param worse B has a finding that A has not, or a rule's verdict got worse, and it is bad enough to make a check fail
 */
public record Comparison(
        Side a,
        Side b,
        List<RuleChange> rules,
        List<Bug> fresh,
        List<Bug> gone,
        int same,
        List<Rate> rates,
        long unlisted,
        boolean worse) {

    /**
     * One of the two.
     *
     * @param name a path: untrusted text
     * @param events read, of all inputs
     * @param gaps in which events were lost, of all inputs
     */
    public record Side(String name, long events, long gaps, int exit) {}

    /** Which way a rule went. */
    public enum Way {
        SAME,
        BETTER,
        WORSE,
        /** Decided in A, and not in B: it was not recorded, or nothing happened. */
        NOT_DECIDED_ANY_MORE,
        /** Not decided in A. */
        DECIDED_NOW
    }

    /**
     * One rule.
     *
     * @param a NOT_CHECKED where A did not run it
     * @param decidedA share of its obligations that A decided, in thousandths; -1 where there were none
     */
    public record RuleChange(String id, String title, Verdict a, Verdict b, int decidedA, int decidedB, Way way) {}

    /**
     * One bug, however often it was found.
     *
     * @param summary of the first finding of it: untrusted text
     * @param line of that finding
     */
    public record Bug(
            String fingerprint, String rule, Verdict verdict, int findings, String summary, String path, long line) {}

    /**
     * How often something happened: per unit of time or of events, so that two recordings of different length compare.
     *
     * @param name of what is counted
     * @param per what it is counted by: {@code s} or {@code 1,000 events}
     * @param a in thousandths; -1 where it is not known
     * @param b in thousandths; -1 where it is not known
     */
    public record Rate(String name, String per, long a, long b) {}
}
