package mmreplay.traces.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import mmreplay.traces.Fit;
import mmreplay.traces.text.OneLine;
import org.jspecify.annotations.Nullable;

/** Looks at a text's first lines: are they rows, and of a form that is read? */
final class RowSniffer {

    private static final int LONGEST_FORM = 40;

    private static final String DESCRIBED = "; traces/formats.md describes what is read";

    private final Syntax syntax;
    private final Row row = new Row();
    private int score;
    private int statements;
    private @Nullable String refusal;

    RowSniffer(Syntax syntax) {
        this.syntax = syntax;
    }

    Fit fit(byte[] head, int length, boolean whole) {
        int from = length >= 3 && head[0] == (byte) 0xef && head[1] == (byte) 0xbb && head[2] == (byte) 0xbf ? 3 : 0;
        while (from < length) {
            int to = from;
            while (to < length && head[to] != '\n') {
                to++;
            }
            boolean cut = to == length && !whole;
            if (cut || !line(new String(head, from, to - from, UTF_8).stripTrailing())) {
                break;
            }
            from = to + 1;
        }
        if (refusal != null) {
            return Fit.refused(refusal);
        }
        // a file of a known form may hold no row at all
        return Fit.lines(score + statements);
    }

    /** Whether to look on. */
    private boolean line(String line) {
        return switch (syntax.read(line, row)) {
            case ROW -> row();
            case STATEMENT -> statement();
            case HEADER, BLANK -> columns();
            // a comment before it may have been anything
            case QUOTE_NOT_CLOSED, NOT_UNDERSTOOD -> score > 0;
        };
    }

    private boolean statement() {
        for (Map.Entry<String, String> one : row.values().entrySet()) {
            if (one.getKey().equals(Statement.FORM) && Form.of(one.getValue()).isEmpty()) {
                String form = OneLine.of(one.getValue());
                String shown = form.substring(0, Math.min(form.length(), LONGEST_FORM));
                refusal = "it is mmreplay's form " + shown + ", which this version does not know" + DESCRIBED;
                return false;
            }
        }
        statements++;
        return true;
    }

    /** The line with the columns' names must name those that nothing can be read without. */
    private boolean columns() {
        List<String> names = syntax instanceof CsvSyntax csv ? csv.columns() : null;
        if (names == null || score > 0) {
            return true;
        }
        List<String> needed = Columns.needed(names.contains(Columns.KIND) ? Form.CANONICAL : Form.RAW);
        if (names.containsAll(needed)) {
            return true;
        }
        if (statements > 0 || names.contains(Columns.TIME)) {
            refusal = "it looks like CSV, but the line with the columns' names lacks one of "
                    + String.join(", ", needed) + DESCRIBED;
        }
        return false;
    }

    private boolean row() {
        boolean context = FieldText.number(row.get(Columns.TIME)).isPresent()
                && FieldText.number(row.get(Columns.CPU)).isPresent()
                && FieldText.number(row.get(Columns.PID)).isPresent();
        boolean says = row.has(Columns.EVENT) || row.has(Columns.KIND) || statements > 0;
        score += (context && says) || row.has(Columns.GAP) ? 1 : 0;
        return true;
    }
}
