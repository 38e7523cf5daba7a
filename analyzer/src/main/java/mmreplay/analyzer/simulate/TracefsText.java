package mmreplay.analyzer.simulate;

import java.io.IOException;
import java.io.Writer;
import mmreplay.traces.Gap;
import mmreplay.traces.RawEvent;
import mmreplay.traces.TraceInfo;
import mmreplay.traces.TraceReader;

/** Writes a trace as the kernel's own text, with the thread group and all context. */
public final class TracefsText {

    private static final String COLUMNS = """
            #                                          _-----=> irqs-off/BH-disabled
            #                                         / _----=> need-resched
            #                                        | / _---=> hardirq/softirq
            #                                        || / _--=> preempt-depth
            #                                        ||| / _-=> migrate-disable
            #                                        |||| /     delay
            #           TASK-PID       TGID    CPU#  |||||  TIMESTAMP  FUNCTION
            #              | |           |       |   |||||     |         |
            """;

    /** Lines before the first event. */
    private static final int HEADER = 12;

    private TracefsText() {}

    /** The line, from 1, of an event, from 0, of a text without losses. */
    static long line(long event) {
        return HEADER + event + 1;
    }

    /** Writes all that the reader delivers. Its counts of entries are asked for before the first event. */
    public static void write(TraceReader reader, Writer out) throws IOException {
        TraceInfo info = reader.info();
        out.write("# tracer: nop\n#\n");
        if (info.entriesWritten() >= 0) {
            out.write("# entries-in-buffer/entries-written: " + info.entriesInBuffer() + "/" + info.entriesWritten()
                    + "   #P:" + info.cpus() + "\n#\n");
        }
        out.write(COLUMNS);
        StringBuilder line = new StringBuilder();
        for (TraceReader.Step step = reader.next(); step != TraceReader.Step.END; step = reader.next()) {
            line.setLength(0);
            if (step == TraceReader.Step.GAP) {
                Gap gap = reader.gap();
                line.append("CPU:").append(gap.cpu()).append(" [LOST ");
                line.append(gap.lost() == Gap.UNKNOWN_COUNT ? "" : gap.lost() + " ")
                        .append("EVENTS]\n");
            } else {
                event(reader.event(), line);
            }
            out.append(line);
        }
    }

    private static void event(RawEvent event, StringBuilder line) {
        left(line, event.comm(), 16).append('-');
        String pid = Integer.toString(event.pid());
        line.append(pid).append(" ".repeat(Math.max(0, 7 - pid.length())));
        left(line.append(" ("), Integer.toString(event.tgid()), 7);
        padded(line.append(") ["), event.cpu(), 3);
        line.append("] ..").append(event.inInterrupt() ? 'h' : '.').append("1. ");
        left(line, Long.toString(event.time() / 1_000_000_000), 5).append('.');
        padded(line, event.time() / 1000 % 1_000_000, 6);
        line.append(": ").append(event.name()).append(": ").append(event.text()).append('\n');
    }

    private static StringBuilder left(StringBuilder line, String text, int width) {
        return line.append(" ".repeat(Math.max(0, width - text.length()))).append(text);
    }

    private static void padded(StringBuilder line, long number, int digits) {
        String text = Long.toString(number);
        line.append("0".repeat(Math.max(0, digits - text.length()))).append(text);
    }
}
