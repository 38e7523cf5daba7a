package mmreplay.reports.chart;

/**
 * One chart of the page.
 *
 * @param id unique on the page
 * @param caption one or two sentences that say what the picture shows, or why there is none
 * @param svg an {@code <svg>} element, already escaped; empty if there is nothing to draw
 */
public record Chart(String id, String title, String caption, String svg) {

    public boolean drawn() {
        return !svg.isEmpty();
    }

    static Chart missing(String id, String title, String sentence) {
        return new Chart(id, title, sentence, "");
    }
}
