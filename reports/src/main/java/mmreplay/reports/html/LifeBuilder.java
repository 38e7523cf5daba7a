package mmreplay.reports.html;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import mmreplay.invariants.result.Position;
import mmreplay.invariants.result.Scene;
import mmreplay.reports.text.Show;
import mmreplay.reports.text.Visible;

/** Lays out the lives of one finding's objects. All numbers are CSS pixels at scale 1. */
final class LifeBuilder {

    /** More moments than this are no picture. */
    static final int COLUMNS = 11;

    private static final int ROWS = 4;
    private static final int ROW = 66;
    private static final int GUTTER = 150;
    private static final int COLUMN = 92;
    private static final int TRACK = 46;
    private static final int AXIS = 40;
    private static final int DEED = 15;

    private final String anchor;
    private final String clock;
    private final Function<Position, String> where;
    private final Map<Long, Page.EvidenceRow> evidence;
    private final List<Scene.Life> lives;
    private final SortedMap<Long, Integer> columns = new TreeMap<>();

    /**
     * @param where prints a position
     * @param evidence the finding's events by line
     */
    LifeBuilder(
            String anchor,
            String clock,
            Function<Position, String> where,
            Map<Long, Page.EvidenceRow> evidence,
            List<Scene.Life> lives) {
        this.anchor = anchor;
        this.clock = clock;
        this.where = where;
        this.evidence = evidence;
        this.lives = lives.subList(0, Math.min(ROWS, lives.size()));
    }

    LifeView build() {
        choose();
        List<LifeView.Row> rows = new ArrayList<>();
        List<LifeView.Span> spans = new ArrayList<>();
        List<LifeView.Mark> marks = new ArrayList<>();
        for (Scene.Life life : lives) {
            int y = rows.size() * ROW;
            rows.add(new LifeView.Row(
                    y,
                    Visible.of(life.kind()),
                    Visible.of(life.name()),
                    Show.counted(life.events(), "event"),
                    rows.size() % 2 == 1));
            row(life, y, spans, marks);
        }
        return new LifeView(
                anchor + "-life",
                GUTTER + COLUMN * columns.size(),
                rows.size() * ROW + AXIS,
                rows,
                spans,
                marks,
                ticks(rows.size() * ROW),
                label(),
                lines());
    }

    /** First how each life began, then the finding's own events, then the last ones before the end. */
    private void choose() {
        Set<Long> chosen = new HashSet<>();
        lives.forEach(life -> chosen.add(line(life.moments().get(0))));
        lives.forEach(life -> life.moments().stream()
                .map(LifeBuilder::line)
                .filter(evidence::containsKey)
                .forEach(chosen::add));
        List<Long> others = lives.stream()
                .flatMap(life -> life.moments().stream())
                .map(LifeBuilder::line)
                .distinct()
                .sorted((a, b) -> Long.compare(b, a))
                .toList();
        for (long line : others) {
            if (chosen.size() < COLUMNS) {
                chosen.add(line);
            }
        }
        chosen.stream().sorted().limit(2L * COLUMNS).forEach(line -> columns.put(line, columns.size()));
    }

    private static long line(Scene.Moment moment) {
        return moment.position().number();
    }

    private int x(long line) {
        return GUTTER + COLUMN * columns.getOrDefault(line, 0) + COLUMN / 2;
    }

    private void row(Scene.Life life, int top, List<LifeView.Span> spans, List<LifeView.Mark> marks) {
        int y = top + TRACK;
        int from = GUTTER;
        long skipped = 0;
        Scene.Existence seen = Scene.Existence.UNTOLD;
        Scene.Existence now = Scene.Existence.UNTOLD;
        boolean first = true;
        for (Scene.Moment moment : life.moments()) {
            skipped += moment.before();
            if (!columns.containsKey(line(moment))) {
                skipped++;
                now = moment.after();
                continue;
            }
            int x = x(line(moment));
            if (first && moment.after() == Scene.Existence.YES) {
                seen = Scene.Existence.NO; // it begins here
                now = seen;
            }
            spans(from, y, x, seen, now, skipped, spans);
            marks.add(mark(moment, x, y));
            from = x;
            skipped = 0;
            seen = moment.after();
            now = seen;
            first = false;
        }
        spans(from, y, GUTTER + COLUMN * columns.size(), seen, now, skipped, spans);
    }

    /** Where it began or ended among the events that are not shown, the line changes in the middle. */
    private static void spans(
            int from,
            int y,
            int to,
            Scene.Existence before,
            Scene.Existence after,
            long skipped,
            List<LifeView.Span> spans) {
        if (before == after) {
            spans.add(span(from, y, to, before, skipped));
        } else {
            int middle = (from + to) / 2;
            spans.add(span(from, y, middle, before, 0));
            spans.add(span(middle, y, to, after, 0));
            spans.add(span(from, y, to, Scene.Existence.UNTOLD, skipped).label());
        }
    }

    private static LifeView.Span span(int from, int y, int to, Scene.Existence existence, long skipped) {
        String css =
                switch (existence) {
                    case YES -> "alive";
                    case NO -> "gone";
                    case UNTOLD -> "untold";
                };
        return new LifeView.Span(from, y, Math.max(0, to - from), css, skipped == 0 ? "" : "+" + Show.count(skipped));
    }

    private LifeView.Mark mark(Scene.Moment moment, int x, int y) {
        String deed = Visible.of(moment.deed());
        int space = deed.length() <= DEED ? -1 : deed.lastIndexOf(' ', DEED);
        Page.EvidenceRow own = evidence.get(line(moment));
        return new LifeView.Mark(
                x,
                y,
                space < 0 ? "" : deed.substring(0, space),
                space < 0 ? deed : deed.substring(space + 1),
                own == null ? "" : Integer.toString(own.number()),
                own == null ? "muted" : own.ink(),
                own != null && own.trigger() ? "mark trigger" : "mark",
                where.apply(moment.position()) + ": " + Visible.of(moment.event()));
    }

    private List<LifeView.Tick> ticks(int y) {
        Map<Long, Scene.Moment> byLine = lives.stream()
                .flatMap(life -> life.moments().stream())
                .collect(Collectors.toMap(LifeBuilder::line, m -> m, (a, b) -> a));
        List<LifeView.Tick> ticks = new ArrayList<>();
        columns.forEach((line, column) -> {
            Scene.Moment moment = byLine.get(line);
            if (moment != null) {
                String comm = Visible.of(moment.comm());
                String task = (comm.length() > 8 ? comm.substring(0, 7) + "…" : comm) + "-" + moment.pid();
                ticks.add(new LifeView.Tick(x(line), y, Show.time(moment.time(), clock), task));
            }
        });
        return ticks;
    }

    private String label() {
        return lives.stream()
                .map(life -> Visible.of(life.kind() + " " + life.name()) + ": "
                        + life.moments().stream()
                                .filter(m -> columns.containsKey(line(m)))
                                .map(m -> Visible.of(m.deed()) + " at " + Show.time(m.time(), clock))
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; ", "In order, not to scale. ", "."));
    }

    /** Events that the finding itself does not list. */
    private List<LifeView.Line> lines() {
        SortedMap<Long, LifeView.Line> lines = new TreeMap<>();
        for (Scene.Life life : lives) {
            for (Scene.Moment m : life.moments()) {
                if (!evidence.containsKey(line(m))) {
                    lines.putIfAbsent(
                            line(m),
                            new LifeView.Line(
                                    where.apply(m.position()),
                                    Show.time(m.time(), clock),
                                    Visible.of(m.comm()) + "-" + m.pid(),
                                    Visible.of(life.kind()) + ": " + Visible.of(m.deed()),
                                    Visible.of(m.event())));
                }
            }
        }
        return List.copyOf(lines.values());
    }
}
