package mmreplay.traces.rows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Comma-separated values: {@code # key: value} statements, one line with the columns' names, one line a record.
 *
 * <p>A spreadsheet takes a cell that begins with {@code =} for a formula, and a task may be named like one. So such text is written
 * with an apostrophe before it, and one apostrophe at a cell's begin is never part of its value.
 */
final class CsvSyntax implements Syntax {

    static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

    private static final char APOSTROPHE = '\'';
    private static final char COMMENT = '#';

    /** Where they begin a text, some spreadsheet computes; the last four are their wide forms. */
    private static final String FORMULAS = "=+-@\t\uff1d\uff0b\uff0d\uff20";

    private @Nullable List<String> columns;

    /** As it is written: what a spreadsheet would compute is kept from it. */
    static String guarded(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        boolean risky = at < text.length() && FORMULAS.indexOf(text.charAt(at)) >= 0;
        return risky || text.startsWith("'") ? APOSTROPHE + text : text;
    }

    private static String unguarded(String cell) {
        return cell.startsWith("'") ? cell.substring(1) : cell;
    }

    @Override
    public Line read(String line, Row row) {
        row.clear();
        if (line.isBlank()) {
            return Line.BLANK;
        }
        if (line.charAt(0) == COMMENT) {
            return comment(line, row);
        }
        List<String> cells = cells(line);
        if (cells == null) {
            return quotes(line) % 2 == 1 ? Line.QUOTE_NOT_CLOSED : Line.NOT_UNDERSTOOD;
        }
        List<String> names = columns;
        if (names == null) {
            return header(cells);
        }
        if (cells.size() != names.size()) {
            return Line.NOT_UNDERSTOOD;
        }
        for (int i = 0; i < cells.size(); i++) {
            row.put(names.get(i), unguarded(cells.get(i)));
        }
        return Line.ROW;
    }

    private static Line comment(String line, Row row) {
        Map.Entry<String, String> said = Statement.ofComment(line);
        if (said != null) {
            row.put(said.getKey(), said.getValue());
            return Line.STATEMENT;
        }
        return Line.HEADER;
    }

    private Line header(List<String> cells) {
        List<String> names = cells.stream()
                .map(cell -> unguarded(cell).strip().toLowerCase(Locale.ROOT))
                .toList();
        if (new HashSet<>(names).size() < names.size()) {
            return Line.NOT_UNDERSTOOD;
        }
        columns = names;
        return Line.HEADER;
    }

    /** The columns' names, or null before the line that tells them. */
    @Nullable
    List<String> columns() {
        return columns;
    }

    private static @Nullable List<String> cells(String line) {
        try (CSVParser parser = CSVParser.parse(line, FORMAT)) {
            List<CSVRecord> records = parser.getRecords();
            return records.size() == 1 ? new ArrayList<>(records.get(0).toList()) : null;
        } catch (IOException | UncheckedIOException e) {
            return null;
        }
    }

    private static long quotes(String line) {
        return line.chars().filter(c -> c == '"').count();
    }

    @Override
    public boolean provesItsEnd() {
        return false;
    }
}
