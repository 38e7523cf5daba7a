package mmreplay.analyzer;

import java.io.PrintWriter;
import java.util.ArrayList;
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
        columns[last] = new Column(Math.max(left, LEAST), last == 0 ? indent : GAP, Overflow.WRAP);
        TextTable table = TextTable.forColumns(paint.scheme(), columns);
        // A cell's later lines begin below its first one.
        table.indentWrappedLines = 0;
        rows.forEach(table::addRowValues);
        out.print(table);
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
