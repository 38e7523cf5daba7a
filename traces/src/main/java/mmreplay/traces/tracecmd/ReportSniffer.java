package mmreplay.traces.tracecmd;

import mmreplay.traces.Fit;
import mmreplay.traces.text.HeadLines;
import mmreplay.traces.text.LossMarker;

/** Looks at a text's first lines: did trace-cmd report print them? tracefs' own text differs in the padding of the names alone. */
final class ReportSniffer {

    private final ReportHeader header = new ReportHeader();
    private final ReportLine line = new ReportLine();
    private final LossMarker marker = new LossMarker();
    private int headers;
    private int lines;
    private int events;
    private int markers;
    private int padded;
    private int raw;
    private boolean comments;
    private boolean afterMarker;

    private ReportSniffer() {}

    static Fit fit(byte[] head, int length, boolean whole) {
        ReportSniffer sniffer = new ReportSniffer();
        HeadLines.visit(head, length, whole, sniffer::line);
        return sniffer.fit();
    }

    private void line(byte[] bytes, int from, int to) {
        if (from == to) {
            return;
        }
        lines++;
        boolean behindMarker = afterMarker;
        afterMarker = false;
        if (line.parse(bytes, from, to, behindMarker)) {
            events++;
            padded += line.isPadded() ? 1 : 0;
            raw += line.rawFields() ? 1 : 0;
        } else if (marker.find(bytes, from, to) >= 0) {
            markers++;
            afterMarker = true;
        } else if (lines == headers + 1 && header.line(bytes, from, to)) {
            headers++;
        } else {
            comments |= bytes[from] == '#' && events == 0;
        }
    }

    private Fit fit() {
        // tracefs begins with a comment, and trace-cmd prints none
        boolean report = headers > 0 || (!comments && 2 * padded > events);
        if (!report || (events == 0 && headers == 0)) {
            return Fit.NONE;
        }
        // one more than tracefs' own format finds in the same lines
        int fits = events + markers + headers + 1;
        return 2 * raw > events
                ? Fit.refused(
                        fits,
                        "it was printed with trace-cmd report -R, which prints numbers where the kernel prints words;"
                                + " print it again: trace-cmd report -t trace.dat > trace.txt")
                : Fit.lines(fits);
    }
}
