package mmreplay.reports.text;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Keeps texts within what their readers take: a CI server that chokes on one message shows none. */
public final class Limit {

    private Limit() {}

    /**
     * The lines that fit, each ended by a line feed; if some do not, a last line says how many.
     *
     * @param bytes how long the text may be in UTF-8, at least 100
     */
    public static String lines(List<String> lines, int bytes) {
        StringBuilder text = new StringBuilder();
        int used = 0;
        int told = 0;
        int room = bytes - rest(lines.size()).length();
        for (String line : lines) {
            int length = utf8(line) + 1;
            boolean last = told == lines.size() - 1;
            if (used + length > (last ? bytes : room)) {
                break;
            }
            text.append(line).append('\n');
            used += length;
            told++;
        }
        if (told < lines.size()) {
            text.append(rest(lines.size() - told));
        }
        return text.toString();
    }

    /** The text, or its beginning and three dots: at most {@code chars} UTF-16 units, no surrogate pair torn apart. */
    public static String chars(String text, int chars) {
        if (text.length() <= chars) {
            return text;
        }
        int end = chars - 3;
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + "...";
    }

    private static String rest(int lines) {
        return "(" + Show.counted(lines, "more line") + ", see the HTML or JSON report)\n";
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
