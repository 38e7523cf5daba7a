package mmreplay.reports.adequacy;

import java.util.List;

/** What the template of the page prints: words, and where in the matrix. Public for the template, which is in another package. */
public record AdequacyPage(
        String headline,
        String tone,
        List<String> facts,
        Matrix matrix,
        List<Bug> bugs,
        List<Miss> misses,
        List<Cleared> clean,
        String cleanCaption,
        List<Invented> invented,
        List<Unplanted> unplanted,
        List<Loss> losses,
        String css) {

    /** A row for each planted bug, a column for each rule; sizes are in the picture's units. */
    public record Matrix(
            int width,
            int height,
            int top,
            int left,
            int cell,
            List<Label> rows,
            List<Label> columns,
            List<Cell> cells) {}

    /**
     * A row's or a column's.
     *
     * @param at its middle
     */
    public record Label(String text, int at) {}

    /**
     * One rule on one kind of history.
     *
     * @param title what it says, for whoever points at it
     */
    public record Cell(int x, int y, String css, String title) {}

    /** One planted bug. */
    public record Bug(
            String rule,
            String change,
            String fired,
            String found,
            String share,
            String css,
            String missed,
            String also,
            String unrelated) {}

    /** One history in which the rule did not find it. */
    public record Miss(String rule, String seed, String cpus, String event, String said) {}

    /** One rule on correct histories. */
    public record Cleared(
            String rule, String title, String pass, String inconclusive, String found, String rate, boolean bad) {}

    /** One finding where there is nothing to find. */
    public record Invented(String rule, String verdict, String seed, String cpus, String summary) {}

    /** One rule without a planted bug. */
    public record Unplanted(String rule, String reason) {}

    /** One campaign of losses. */
    public record Loss(String name, String caption, List<LossRule> rules, List<String> broken) {}

    /** One rule of it. */
    public record LossRule(String rule, String decided, String kept, String share) {}
}
