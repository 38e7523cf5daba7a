package mmreplay.invariants.loss;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a campaign of loss trials came to, rule by rule. */
public final class LossResult {

    /** More broken promises of one rule are counted, not told. */
    private static final int MOST_TOLD = 20;

    /** What one rule's verdicts went through. */
    public static final class Row {
        private long trials;
        private long before;
        private long stayed;
        private long gone;
        private long weakened;
        private long brokenTotal;
        private final List<String> broken = new ArrayList<>();

        /** Trials in which the whole trace decided an obligation of this rule. */
        public long trials() {
            return trials;
        }

        /** Obligations that the whole traces decided, over all trials. */
        public long before() {
            return before;
        }

        /** Those of them that the damaged traces decide, too, and alike. */
        public long stayed() {
            return stayed;
        }

        /** Those of them whose trigger itself was lost. */
        public long gone() {
            return gone;
        }

        /** Violations of which only the missing guard is left: the damaged traces say HAZARD. */
        public long weakened() {
            return weakened;
        }

        /** Those of them that the damaged traces leave open. */
        public long inconclusive() {
            return before - stayed - gone - weakened;
        }

        /** Verdicts that the damaged traces have and the whole ones have not. */
        public long brokenTotal() {
            return brokenTotal;
        }

        /** The first of them: the trial, and what was said instead of what. */
        public List<String> broken() {
            return List.copyOf(broken);
        }

        /** Of the obligations whose trigger is left, how many stay decided; 1 if there are none. */
        public double share() {
            return before == gone ? 1 : (double) stayed / (before - gone);
        }

        private void add(Row other) {
            trials += other.trials;
            before += other.before;
            stayed += other.stayed;
            gone += other.gone;
            weakened += other.weakened;
            brokenTotal += other.brokenTotal;
            other.broken.stream().limit(MOST_TOLD - broken.size()).forEach(broken::add);
        }
    }

    private final SortedMap<String, Row> rows = new TreeMap<>();
    private long trials;
    private long events;
    private long left;

    /** One trial was made, with so many events, of which so many were left. */
    void trial(long ofEvents, long leftEvents) {
        trials++;
        events += ofEvents;
        left += leftEvents;
    }

    /** In that trial: what became of the obligations of one rule. */
    void add(String rule, long before, long stayed, long gone) {
        Row row = row(rule);
        row.trials++;
        row.before += before;
        row.stayed += stayed;
        row.gone += gone;
    }

    void weakened(String rule, long count) {
        row(rule).weakened += count;
    }

    void broken(String rule, String what) {
        Row row = row(rule);
        row.brokenTotal++;
        if (row.broken.size() < MOST_TOLD) {
            row.broken.add(what);
        }
    }

    /** Takes over what another campaign came to. */
    void add(LossResult other) {
        trials += other.trials;
        events += other.events;
        left += other.left;
        other.rows.forEach((rule, row) -> row(rule).add(row));
    }

    private Row row(String rule) {
        return rows.computeIfAbsent(rule, id -> new Row());
    }

    public long trials() {
        return trials;
    }

    /** Of all trials, before anything was lost. */
    public long events() {
        return events;
    }

    public long lost() {
        return events - left;
    }

    /** By rule. */
    public SortedMap<String, Row> rows() {
        return rows;
    }

    /** All rules together. */
    public Row sum() {
        Row sum = new Row();
        rows.values().forEach(sum::add);
        return sum;
    }

    /** Every broken promise that is told. */
    public List<String> broken() {
        return rows.values().stream().flatMap(row -> row.broken.stream()).toList();
    }

    /** The same facts as {@link #text}, as one object. */
    public void json(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("trials", trials);
        json.writeNumberField("events", events);
        json.writeNumberField("lost", lost());
        json.writeArrayFieldStart("rules");
        for (Map.Entry<String, Row> entry : rows.entrySet()) {
            Row row = entry.getValue();
            json.writeStartObject();
            json.writeStringField("rule", entry.getKey());
            json.writeNumberField("trials", row.trials);
            json.writeNumberField("before", row.before);
            json.writeNumberField("stayed", row.stayed);
            json.writeNumberField("inconclusive", row.inconclusive());
            json.writeNumberField("gone", row.gone);
            json.writeNumberField("weakened", row.weakened);
            json.writeNumberField("broken", row.brokenTotal);
            json.writeArrayFieldStart("brokenIn");
            for (String what : row.broken) {
                json.writeString(what);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** A table. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%d trials%n%-9s %8s %12s %12s %12s %10s %8s %7s %7s%n",
                trials,
                "rule",
                "trials",
                "before",
                "stayed",
                "inconcl.",
                "gone",
                "weakened",
                "share",
                "broken"));
        rows.forEach((rule, row) -> line(text, rule, row));
        line(text, "all", sum());
        broken().forEach(what -> text.append(what).append('\n'));
        return text.toString();
    }

    private static void line(StringBuilder text, String rule, Row row) {
        text.append(String.format(
                Locale.ROOT,
                "%-9s %8d %12d %12d %12d %10d %8d %6.1f%% %7d%n",
                rule,
                row.trials,
                row.before,
                row.stayed,
                row.inconclusive(),
                row.gone,
                row.weakened,
                100 * row.share(),
                row.brokenTotal));
    }
}
