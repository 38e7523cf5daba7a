package mmreplay.analyzer;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi.Text;

/** Columns as wide as their widest cell; the last one takes what is left of the line and wraps. */
final class Table {

    static final int WIDTH = 100;
    private static final int GAP = 2;
    private static final int LEAST = 20;
    /** Hangul Jamo. */
    private static final int FIRST_WIDE = 0x1100;

    private final int indent;
    private final List<Text[]> rows = new ArrayList<>();

    Table(int indent) {
        this.indent = indent;
    }

    void row(Text... cells) {
        rows.add(cells);
    }

    boolean empty() {
        return rows.isEmpty();
    }

    /** Paragraphs in one column. */
    static void prose(int indent, Text text, PrintWriter out) {
        Table table = new Table(indent);
        table.row(text);
        table.print(out);
    }

    void print(PrintWriter out) {
        if (rows.isEmpty()) {
            return;
        }
        int last = rows.get(0).length - 1;
        int[] widths = new int[last + 1];
        int left = WIDTH - indent;
        for (int i = 0; i < last; i++) {
            widths[i] = widest(i) + GAP;
            left -= widths[i];
        }
        String hanging = " ".repeat(WIDTH - left);
        for (Text[] row : rows) {
            StringBuilder line = new StringBuilder(" ".repeat(indent));
            for (int i = 0; i < last; i++) {
                line.append(row[i]).append(" ".repeat(widths[i] - width(row[i])));
            }
            line.append(lines(row[last], Math.max(left, LEAST)).stream()
                    .map(Text::toString)
                    .collect(Collectors.joining(System.lineSeparator() + hanging)));
            out.println(line.toString().stripTrailing());
        }
    }

    /** Lines of at most so many columns, broken at spaces, and in a word only where it is longer than a line. */
    private static List<Text> lines(Text cell, int most) {
        String text = cell.plainString();
        List<Text> lines = new ArrayList<>();
        int start = 0;
        while (width(cell.substring(start)) > most) {
            int end = start + most;
            while (width(cell.substring(start, end)) > most) {
                end--;
            }
            int space = text.lastIndexOf(' ', end);
            lines.add(cell.substring(start, space > start ? space : end));
            start = space > start ? space + 1 : end;
        }
        lines.add(cell.substring(start));
        return lines;
    }

    private int widest(int column) {
        return rows.stream().mapToInt(row -> width(row[column])).max().orElse(0);
    }

    /** In columns of a terminal, of which some characters take two. */
    private static int width(Text text) {
        String plain = text.plainString();
        boolean narrow = plain.chars().allMatch(character -> character < FIRST_WIDE);
        return narrow ? plain.length() : text.getCJKAdjustedLength();
    }

    /** A number for a column of numbers: right-aligned in {@code width}. */
    static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
