package mmreplay.analyzer;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** Columns as wide as their widest cell; the last one takes what is left of the line and wraps. */
final class Table {

    static final int WIDTH = 100;
    private static final int GAP = 2;
    private static final int LEAST = 20;

    private final Paint paint;
    private final int indent;
    private final List<Text[]> rows = new ArrayList<>();

    Table(Paint paint, int indent) {
        this.paint = paint;
        this.indent = indent;
    }

    void row(Text... cells) {
        rows.add(cells);
    }

    boolean empty() {
        return rows.isEmpty();
    }

    /** Paragraphs in one column. */
    static void prose(Paint paint, int indent, Text text, PrintWriter out) {
        Table table = new Table(paint, indent);
        table.row(text);
        table.print(out);
    }

    void print(PrintWriter out) {
        if (rows.isEmpty()) {
            return;
        }
        int last = rows.get(0).length - 1;
        Column[] columns = new Column[last + 1];
        int left = WIDTH;
        for (int i = 0; i < last; i++) {
            int before = i == 0 ? indent : GAP;
            int width = before + widest(i);
            columns[i] = new Column(width, before, Overflow.SPAN);
            left -= width;
        }
        int before = last == 0 ? indent : GAP;
        int width = Math.max(left, LEAST);
        columns[last] = new Column(width, before, Overflow.SPAN);
        TextTable table = TextTable.forColumns(paint.scheme(), columns);
        for (Text[] row : rows) {
            Text[] line = row.clone();
            for (Text part : lines(row[last], width - before)) {
                line[last] = part;
                table.addRowValues(line);
                Arrays.fill(line, paint.plain(""));
            }
        }
        out.print(table);
    }

    /**
     * Lines of at most so many columns, broken at spaces, and in a word only where it is longer than a line. By hand: picocli would
     * ask a BreakIterator, and the first one of a process costs more than all of a short summary.
     */
    private static List<Text> lines(Text cell, int width) {
        String text = cell.plainString();
        List<Text> lines = new ArrayList<>();
        int start = 0;
        while (cell.getCJKAdjustedLength(start, text.length() - start) > width) {
            int end = start + 1;
            while (cell.getCJKAdjustedLength(start, end + 1 - start) <= width) {
                end++;
            }
            int space = text.lastIndexOf(' ', end);
            lines.add(cell.substring(start, space > start ? space : end));
            start = space > start ? space + 1 : end;
        }
        lines.add(cell.substring(start));
        return lines;
    }

    private int widest(int column) {
        return rows.stream()
                .mapToInt(row -> row[column].getCJKAdjustedLength())
                .max()
                .orElse(0);
    }

    /** A number for a column of numbers: right-aligned in {@code width}. */
    static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
