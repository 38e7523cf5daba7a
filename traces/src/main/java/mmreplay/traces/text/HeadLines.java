package mmreplay.traces.text;

import mmreplay.traces.Scan;

/** The lines of an input's begin, for formats that look at it. */
public final class HeadLines {

    /** Looks at one line: {@code bytes[from, to)}, without its end. */
    public interface Visitor {
        void line(byte[] bytes, int from, int to);
    }

    private HeadLines() {}

    /**
     * Visits every whole line; one that the head cuts says nothing, unless there is no other.
     *
     * @param head its first {@code length} bytes are the input's
     * @param whole the head is all of it
     */
    public static void visit(byte[] head, int length, boolean whole, Visitor visitor) {
        int from = 0;
        while (from < length) {
            int newline = Scan.find(head, from, length, (byte) '\n');
            int to = newline < 0 ? length : newline;
            if (to < length || whole || from == 0) {
                visitor.line(head, from, to > from && head[to - 1] == '\r' ? to - 1 : to);
            }
            from = to + 1;
        }
    }
}
