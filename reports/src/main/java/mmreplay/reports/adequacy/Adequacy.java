package mmreplay.reports.adequacy;

import java.util.List;
import java.util.SortedMap;

/**
 * What trials of the rules came to: histories of which is known what is wrong with them.
 *
 * @param clean histories of a correct kernel
 * @param bugs histories with one planted bug each, a row for each bug, in the catalogue's order
 * @param unplanted rules that no planted bug breaks
 * @param losses histories of which events were lost, a part for each campaign that tried that
 */
public record Adequacy(Clean clean, List<Planted> bugs, List<Unplanted> unplanted, List<Loss> losses) {

    /**
     * Histories in which there is nothing to find.
     *
     * @param cpus how many CPUs they have, each number once
     * @param rules every rule, in the catalogue's order
     * @param invented what was found all the same
     */
    public record Clean(long traces, long events, List<Integer> cpus, List<CleanRule> rules, List<Invented> invented) {}

    /**
     * One rule on correct histories.
     *
     * @param found obligations that it took for broken, whatever the severity
     */
    public record CleanRule(String rule, String title, long pass, long inconclusive, long found) {}

    /** A root finding on a correct history. */
    public record Invented(long seed, int cpus, String rule, String verdict, String summary) {}

    /**
     * Histories with one planted bug.
     *
     * @param rule the one that it breaks
     * @param change what the kernel does otherwise
     * @param may other rules that the same change breaks
     * @param fired in how many of the histories it happened; the figures that follow are of these
     * @param found in how many the rule found it
     * @param misses the others
     * @param also other rules that spoke, and in how many histories
     * @param unrelated rules of root findings that nothing explains, and in how many histories
     */
    public record Planted(
            String rule,
            String change,
            List<String> may,
            long traces,
            long events,
            int fired,
            int found,
            List<Miss> misses,
            SortedMap<String, Integer> also,
            SortedMap<String, Integer> unrelated) {}

    /**
     * The bug happened, and its rule did not find it.
     *
     * @param event the first after the bug fired, from 0
     * @param said what the rule said instead, and who else spoke
     */
    public record Miss(long seed, int cpus, long event, String said) {}

    /** A rule without a planted bug, and why. */
    public record Unplanted(String rule, String reason) {}

    /**
     * Histories of which events were lost, against the same histories whole.
     *
     * @param name what was done to them
     * @param share of the events that were lost, in thousandths of a percent
     * @param rules what became of the obligations that were decided in the whole history
     * @param broken each promise that was not kept, in a sentence
     */
    public record Loss(String name, long trials, long events, long share, List<LossRule> rules, List<String> broken) {}

    /**
     * One rule's obligations.
     *
     * @param decided those that the whole history decides, and whose events are all left
     * @param kept those of them that are decided the same way
     */
    public record LossRule(String rule, long decided, long kept) {}

    /** Nothing invented, missed, unexplained or broken. */
    public boolean holds() {
        return clean.invented.isEmpty()
                && bugs.stream().allMatch(bug -> bug.misses.isEmpty() && bug.unrelated.isEmpty())
                && losses.stream().allMatch(loss -> loss.broken.isEmpty());
    }
}
