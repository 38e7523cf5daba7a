package mmreplay.reports.html;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import mmreplay.invariants.result.Scene;
import mmreplay.reports.text.Show;
import mmreplay.reports.text.Visible;

/** Lays out the lanes of one finding. All numbers are CSS pixels at scale 1. */
final class LanesBuilder {

    /** More marks than this are no picture; the list below it has them all. */
    static final int MARKS = 16;
    /** More locks of one task than this push the next task out of sight. */
    static final int BARS = 8;

    private static final int ROW = 64;
    private static final int BAR = 17;
    /** Of one character of a bar's text, rounded up. */
    private static final int GLYPH = 7;

    private static final int PAD = 4;
    private static final int GUTTER = 150;
    private static final int NARROW = 88;
    /** Few events spread out, many move together: up to this width there is no need to scroll on a screen. */
    private static final int SPREAD = 150;

    private static final int ROOM = 1_050;
    private static final int AXIS = 44;
    private static final int ROLE = 14;

    private static final Comparator<String> BY_NUMBER =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    private final String anchor;
    private final List<Page.EvidenceRow> shown;
    private final List<Scene.Held> locks;
    private final int left;
    private final int column;
    private final List<Lanes.Row> rows = new ArrayList<>();
    private final List<Lanes.Bar> bars = new ArrayList<>();
    private final Map<String, Integer> rowOf = new LinkedHashMap<>();
    private int axisY;
    private int hidden;

    private LanesBuilder(String anchor, List<Page.EvidenceRow> evidence, List<Scene.Held> locks) {
        // The trigger is among the last: what led to it is what the picture is for.
        left = Math.max(0, evidence.size() - MARKS);
        this.anchor = anchor;
        this.shown = evidence.subList(left, evidence.size());
        this.locks = locks;
        column = Math.max(NARROW, Math.min(SPREAD, ROOM / Math.max(1, shown.size())));
    }

    static Lanes build(String anchor, List<Page.EvidenceRow> evidence, List<Scene.Held> locks) {
        return new LanesBuilder(anchor, evidence, locks).lanes();
    }

    private Lanes lanes() {
        rows();
        List<Lanes.Mark> marks = new ArrayList<>();
        for (Page.EvidenceRow event : shown) {
            Lanes.Row row = rows.get(rowOf.getOrDefault(event.task(), 0));
            marks.add(new Lanes.Mark(
                    x(marks.size()),
                    row.y() + ROW / 2 + 6,
                    event.number(),
                    cut(event.role(), ROLE),
                    event.time(),
                    marks.isEmpty() ? "" : event.later(),
                    event.ink(),
                    event.trigger(),
                    event.number() + ". " + event.role() + ": " + event.event()));
        }
        return new Lanes(
                anchor + "-lanes",
                GUTTER + column * shown.size(),
                axisY + AXIS,
                axisY,
                rows,
                bars,
                marks,
                label(),
                note());
    }

    private int x(int mark) {
        return GUTTER + column * mark + column / 2;
    }

    private void rows() {
        Map<String, TreeSet<String>> cpus = new LinkedHashMap<>();
        Map<String, Integer> pids = new LinkedHashMap<>();
        for (Page.EvidenceRow event : shown) {
            cpus.computeIfAbsent(event.task(), t -> new TreeSet<>(BY_NUMBER)).add(event.cpu());
            pids.putIfAbsent(event.task(), event.pid());
        }
        cpus.forEach((task, on) -> {
            rowOf.put(task, rows.size());
            int y = axisY;
            int height = ROW + bars(pids.getOrDefault(task, 0), y + ROW - 4);
            rows.add(new Lanes.Row(y, height, cut(task, 20), "CPU " + String.join(", ", on), rows.size() % 2 == 1));
            axisY += height;
        });
    }

    /** @return how high they are together */
    private int bars(int pid, int top) {
        List<Scene.Held> own =
                locks.stream().filter(held -> held.pid() == pid && pid != 0).toList();
        hidden += Math.max(0, own.size() - BARS);
        int y = top;
        for (Scene.Held held : own.subList(0, Math.min(BARS, own.size()))) {
            int from = held.from() < shown.get(0).at() ? GUTTER : place(held.from());
            int to = held.to() == 0 || held.to() > last() ? GUTTER + column * shown.size() : place(held.to());
            String how = held.waited() ? "waited" : held.read() ? "read" : "write";
            String name = Visible.of(held.lock()) + (held.waited() ? ", waiting" : held.read() ? ", read" : "");
            String tip = name + " " + Visible.of(held.name()) + ", from " + Show.count(held.from())
                    + (held.to() == 0 ? " on" : " to " + Show.count(held.to()));
            int width = Math.max(4, to - from);
            bars.add(new Lanes.Bar(from, y, width, how, held.to() == 0, text(from, width, name), name, tip));
            y += BAR;
        }
        return own.isEmpty() ? 0 : y - top + 4;
    }

    /** A bar too short for its name has it behind, unless the picture ends there. */
    private int text(int from, int width, String name) {
        int needed = PAD + name.length() * GLYPH;
        int end = GUTTER + column * shown.size();
        boolean behind = needed > width && from + width + needed <= end;
        return PAD + from + (behind ? width : 0);
    }

    private long last() {
        return shown.get(shown.size() - 1).at();
    }

    /** Between the marks of the events before and after it, and never on one unless it is that event. */
    private int place(long line) {
        for (int i = 0; i < shown.size(); i++) {
            if (line == shown.get(i).at()) {
                return x(i);
            }
            if (line < shown.get(i).at()) {
                long before = i == 0 ? line : shown.get(i - 1).at();
                double part =
                        (line - before) / (double) Math.max(1, shown.get(i).at() - before);
                return x(i) - column + (int) Math.round(column * (0.2 + 0.6 * part));
            }
        }
        return x(shown.size() - 1);
    }

    private String label() {
        String events = shown.stream()
                .map(e -> e.number() + ". at " + e.time() + " on CPU " + e.cpu() + ", " + e.task() + ": " + e.role()
                        + (e.trigger() ? " (the trigger)" : ""))
                .collect(Collectors.joining("; ", "In order, not to scale: ", "."));
        return bars.isEmpty()
                ? events
                : events + " Locks held: "
                        + bars.stream().map(Lanes.Bar::tip).collect(Collectors.joining("; ", "", "."));
    }

    private String note() {
        String events = left == 0 ? "" : "The picture leaves out the first " + Show.counted(left, "event") + ".";
        String more = hidden == 0 ? "" : "It leaves out " + Show.counted(hidden, "lock") + ".";
        return (events + " " + more).strip();
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
