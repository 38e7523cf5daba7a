package mmreplay.traces.perf;

import mmreplay.traces.Ascii;
import mmreplay.traces.Fit;
import mmreplay.traces.text.HeadLines;

/** Looks at a text's first lines: did perf script print them, and with all the fields that are needed? */
final class PerfSniffer {

    private static final String LACKS = "it is the output of perf script without the field ";

    private final PerfLine line = new PerfLine();
    private int complete;
    private int withoutCpu;
    private int withoutEvent;
    private int withoutContext;
    private int others;

    private PerfSniffer() {}

    static Fit fit(byte[] head, int length, boolean whole) {
        PerfSniffer sniffer = new PerfSniffer();
        HeadLines.visit(head, length, whole, sniffer::line);
        return sniffer.fit();
    }

    private void line(byte[] bytes, int from, int to) {
        if (from == to || bytes[from] == '#' || bytes[from] == '\t') {
            return;
        }
        if (line.context(bytes, from, to)) {
            if (!line.record() && !line.name()) {
                withoutEvent++;
            } else if (!line.cpu()) {
                withoutCpu++;
            } else {
                complete++;
            }
        } else if (line.bare(bytes, from, to)) {
            complete++;
        } else if (namesTracepoint(bytes, from, to)) {
            withoutContext++;
        } else {
            others++;
        }
    }

    private Fit fit() {
        int incomplete = withoutCpu + withoutEvent;
        if (complete > 0 && complete >= incomplete) {
            return Fit.lines(complete);
        }
        if (withoutCpu > 0 && withoutCpu >= withoutEvent) {
            return Fit.refused(
                    incomplete,
                    LACKS + "cpu: nobody could tell what ran beside what; print it again: " + Recipes.PRINT_CPU);
        }
        if (withoutEvent > 0) {
            return Fit.refused(incomplete, LACKS + "event; print it again: " + Recipes.PRINT);
        }
        // one such line may be anything
        boolean all = withoutContext > 1 && withoutContext > others;
        return all ? Fit.refused(LACKS + "tid, cpu or time; print it again: " + Recipes.PRINT) : Fit.NONE;
    }

    /** A word {@code kmem:mm_page_alloc:} with a blank behind it. */
    private static boolean namesTracepoint(byte[] b, int from, int to) {
        int word = from;
        for (int at = from; at < to; at++) {
            if (b[at] == ' ') {
                word = at + 1;
            } else if (b[at] == ':' && (at + 1 == to || b[at + 1] == ' ') && isTracepoint(b, word, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTracepoint(byte[] b, int from, int to) {
        int colon = -1;
        for (int at = from; at < to; at++) {
            if (b[at] == ':' && colon < 0) {
                colon = at;
            } else if (!Ascii.isIdentifier(b[at])) {
                return false;
            }
        }
        return colon > from && colon + 1 < to && !Ascii.isDigit(b[from]) && !Ascii.isDigit(b[colon + 1]);
    }
}
