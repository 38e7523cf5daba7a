package mmreplay.reports.html;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import mmreplay.reports.text.Show;

/** Lays out the lanes of one finding. All numbers are CSS pixels at scale 1. */
final class LanesBuilder {

    /** More marks than this are no picture; the list below it has them all. */
    static final int MARKS = 16;

    static final int ROW = 64;
    private static final int GUTTER = 150;
    private static final int NARROW = 88;
    /** Few events spread out, many move together: up to this width there is no need to scroll on a screen. */
    private static final int SPREAD = 112;

    private static final int ROOM = 1_050;
    private static final int AXIS = 44;
    private static final int ROLE = 14;

    private static final Comparator<String> BY_NUMBER =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    private LanesBuilder() {}

    static Lanes build(String anchor, List<Page.EvidenceRow> evidence) {
        // The trigger is among the last: what led to it is what the picture is for.
        int first = Math.max(0, evidence.size() - MARKS);
        List<Page.EvidenceRow> shown = evidence.subList(first, evidence.size());
        Map<String, Integer> rowOf = new LinkedHashMap<>();
        Map<String, TreeSet<String>> cpus = new LinkedHashMap<>();
        for (Page.EvidenceRow event : shown) {
            rowOf.putIfAbsent(event.task(), rowOf.size());
            cpus.computeIfAbsent(event.task(), t -> new TreeSet<>(BY_NUMBER)).add(event.cpu());
        }
        List<Lanes.Row> rows = new ArrayList<>();
        cpus.forEach((task, on) -> rows.add(
                new Lanes.Row(rows.size() * ROW, cut(task, 20), "CPU " + String.join(", ", on), rows.size() % 2 == 1)));
        int column = Math.max(NARROW, Math.min(SPREAD, ROOM / Math.max(1, shown.size())));
        List<Lanes.Mark> marks = new ArrayList<>();
        for (Page.EvidenceRow event : shown) {
            int x = GUTTER + column * marks.size() + column / 2;
            int y = rowOf.getOrDefault(event.task(), 0) * ROW + ROW / 2 + 6;
            String later = marks.isEmpty() ? "" : event.later();
            marks.add(new Lanes.Mark(
                    x,
                    y,
                    event.number(),
                    cut(event.role(), ROLE),
                    event.time(),
                    later,
                    event.ink(),
                    event.trigger(),
                    event.number() + ". " + event.role() + ": " + event.event()));
        }
        int axisY = rows.size() * ROW;
        String note = first == 0 ? "" : "The picture leaves out the first " + Show.counted(first, "event") + ".";
        return new Lanes(
                anchor + "-lanes",
                GUTTER + column * shown.size(),
                axisY + AXIS,
                axisY,
                rows,
                marks,
                label(shown),
                note);
    }

    private static String label(List<Page.EvidenceRow> shown) {
        return shown.stream()
                .map(e -> e.number() + ". at " + e.time() + " on CPU " + e.cpu() + ", " + e.task() + ": " + e.role()
                        + (e.trigger() ? " (the trigger)" : ""))
                .collect(Collectors.joining("; ", "In order, not to scale: ", "."));
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
