package mmreplay.traces.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import mmreplay.traces.ByteLines;
import mmreplay.traces.Gap;
import mmreplay.traces.Stated;
import mmreplay.traces.TraceInfo;
import mmreplay.traces.quality.Bucket;
import mmreplay.traces.quality.TraceIssue;
import mmreplay.traces.text.LineReader;
import org.jspecify.annotations.Nullable;

/** Reads CSV or JSON lines, in either form. */
public final class RowReader extends LineReader {

    private static final long MAX_CPU = 65535;
    private static final char BOM = '\ufeff';

    private final String format;
    private final Syntax syntax;
    private final Row row = new Row();
    private final Statement top = new Statement();
    private final Statement end = new Statement();

    private boolean started;
    /** Null before the first row: it tells the form where nothing else does. */
    private @Nullable EventRows rows;

    private RowReader(String format, Syntax syntax, ByteLines lines) {
        super(lines);
        this.format = format;
        this.syntax = syntax;
    }

    static RowReader ofCsv(ByteLines lines) {
        return new RowReader(CsvFormat.NAME, new CsvSyntax(), lines);
    }

    static RowReader ofJson(ByteLines lines) {
        return new RowReader(JsonlFormat.NAME, new JsonSyntax(), lines);
    }

    /** Reads a text at hand. */
    public static RowReader ofCsv(String text) {
        try {
            return ofCsv(new ByteLines(new ByteArrayInputStream(text.getBytes(UTF_8))));
        } catch (IOException e) {
            throw new UncheckedIOException("reading memory cannot fail", e);
        }
    }

    @Override
    protected Bucket whole(byte[] bytes, int from, int to) {
        return read(syntax.read(text(bytes, from, to), row));
    }

    private String text(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, UTF_8);
        return line() == 1 && !text.isEmpty() && text.charAt(0) == BOM ? text.substring(1) : text;
    }

    private Bucket read(Syntax.Line kind) {
        return switch (kind) {
            case ROW -> row();
            case STATEMENT -> statement();
            case HEADER -> Bucket.HEADER;
            case BLANK -> Bucket.BLANK;
            case QUOTE_NOT_CLOSED -> notARow(TraceIssue.QUOTE_NOT_CLOSED);
            case NOT_UNDERSTOOD -> notARow(TraceIssue.ROW_NOT_UNDERSTOOD);
        };
    }

    /** What stands behind the last row is believed of the rows before it, and not of what was put behind it later. */
    private Bucket statement() {
        Statement into = started ? end : top;
        for (Map.Entry<String, String> one : row.values().entrySet()) {
            if (!into.put(one.getKey(), one.getValue())) {
                return issue(TraceIssue.NAME_NOT_KNOWN);
            }
        }
        if (into.written() > into.inBuffer() && into.inBuffer() >= 0) {
            gaps().overwritten(line());
        }
        return Bucket.HEADER;
    }

    private void begin() {
        started = true;
        end.clear();
    }

    private Bucket notARow(TraceIssue why) {
        begin();
        if (rows != null) {
            rows.broken();
        }
        return issue(why);
    }

    private Bucket row() {
        begin();
        EventRows into = rows();
        if (row.has(Columns.GAP)) {
            return into.broken() ? notARow(TraceIssue.ROW_NOT_UNDERSTOOD) : gapRow();
        }
        long time = number(Columns.TIME, Long.MAX_VALUE);
        long cpu = number(Columns.CPU, MAX_CPU);
        long pid = number(Columns.PID, Integer.MAX_VALUE);
        long tgid = row.has(Columns.TGID) ? number(Columns.TGID, Integer.MAX_VALUE) : 0;
        String interrupt = row.get(Columns.INTERRUPT);
        boolean context = time >= 0 && cpu >= 0 && pid >= 0 && tgid >= 0 && interrupt.length() <= 1;
        if (!context || !interrupt.chars().allMatch(c -> c > ' ' && c <= '~')) {
            return notARow(TraceIssue.ROW_NOT_UNDERSTOOD);
        }
        event().setInterrupt(interrupt.isEmpty() ? 0 : (byte) interrupt.charAt(0));
        EventRows.Read read = into.read(row, event(), time, (int) cpu, (int) pid);
        return switch (read) {
            case EVENT -> {
                Bucket bucket = eventAt(time, (int) cpu, (int) pid, row.has(Columns.TGID) ? (int) tgid : -1);
                into.placed(event());
                yield bucket;
            }
            case PART -> Bucket.CONTINUATION;
            case NOT_UNDERSTOOD -> notARow(TraceIssue.ROW_NOT_UNDERSTOOD);
            case NAME_NOT_KNOWN -> notARow(TraceIssue.NAME_NOT_KNOWN);
            case IMPOSSIBLE -> notARow(TraceIssue.FIELD_NOT_UNDERSTOOD);
        };
    }

    private EventRows rows() {
        EventRows known = rows;
        if (known == null) {
            Form form = top.form().orElse(columnsHave(Columns.KIND) ? Form.CANONICAL : Form.RAW);
            known = form == Form.RAW ? new RawRows() : new CanonicalRows();
            rows = known;
        }
        return known;
    }

    private boolean columnsHave(String name) {
        return row.has(name)
                || (syntax instanceof CsvSyntax csv
                        && csv.columns() != null
                        && csv.columns().contains(name));
    }

    private Bucket gapRow() {
        long cpu = row.has(Columns.CPU) ? number(Columns.CPU, MAX_CPU) : Gap.EVERY_CPU;
        long lost = row.has(Columns.LOST) ? number(Columns.LOST, Long.MAX_VALUE) : Gap.UNKNOWN_COUNT;
        boolean understood = (cpu >= 0 || !row.has(Columns.CPU)) && (lost >= 0 || !row.has(Columns.LOST));
        Optional<Gap.Cause> cause = GapRow.cause(row.get(Columns.GAP));
        if (!understood || cause.isEmpty()) {
            return notARow(cause.isEmpty() ? TraceIssue.NAME_NOT_KNOWN : TraceIssue.ROW_NOT_UNDERSTOOD);
        }
        gaps().stated(new Gap((int) cpu, lost, cause.get(), line()));
        return Bucket.LOSS_MARKER;
    }

    /** From 0 to {@code most}, or -1. */
    private long number(String column, long most) {
        String text = row.get(column);
        OptionalLong number = FieldText.number(text);
        boolean fits = number.isPresent() && number.getAsLong() >= 0 && number.getAsLong() <= most;
        return fits && text.charAt(0) != '-' ? number.getAsLong() : -1;
    }

    @Override
    protected Bucket unterminated(byte[] bytes, int from, int to) {
        Syntax.Line kind = syntax.read(text(bytes, from, to), row);
        boolean harmless = kind == Syntax.Line.BLANK || kind == Syntax.Line.HEADER;
        boolean whole = syntax.provesItsEnd() && (kind == Syntax.Line.ROW || kind == Syntax.Line.STATEMENT);
        return whole || harmless ? read(kind) : notARow(TraceIssue.CUT_LINE);
    }

    @Override
    public TraceInfo info() {
        Statement all = top.with(end);
        // a damaged stream proves nothing, not even by a count that happens to match
        boolean counted = !cut();
        return new TraceInfo(
                format,
                all.clock(),
                Math.max(all.cpus(), highestCpu() + 1),
                events(),
                counted ? all.inBuffer() : -1,
                counted ? all.written() : -1);
    }

    @Override
    public Stated stated() {
        boolean canonical =
                rows == null ? top.form().equals(Optional.of(Form.CANONICAL)) : rows instanceof CanonicalRows;
        return top.with(end).stated(canonical);
    }
}
