package mmreplay.analyzer.simulate;

import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import mmreplay.traces.RawEvent;
import mmreplay.traces.TraceReader;

/** Writes a trace as the kernel's own text, with the thread group and all context. */
public final class TracefsText {

    private TracefsText() {}

    public static void write(TraceReader reader, long events, int cpus, Writer out) throws IOException {
        out.write("# tracer: nop\n#\n# entries-in-buffer/entries-written: " + events + "/" + events + "   #P:" + cpus
                + "\n#\n");
        out.write("#                                          _-----=> irqs-off/BH-disabled\n"
                + "#                                         / _----=> need-resched\n"
                + "#                                        | / _---=> hardirq/softirq\n"
                + "#                                        || / _--=> preempt-depth\n"
                + "#                                        ||| / _-=> migrate-disable\n"
                + "#                                        |||| /     delay\n"
                + "#           TASK-PID       TGID    CPU#  |||||  TIMESTAMP  FUNCTION\n"
                + "#              | |           |       |   |||||     |         |\n");
        for (TraceReader.Step step = reader.next(); step != TraceReader.Step.END; step = reader.next()) {
            RawEvent event = reader.event();
            out.write(String.format(
                    Locale.ROOT,
                    "%16s-%-7d (%7d) [%03d] ..%s1. %5d.%06d: %s: %s%n",
                    event.comm(),
                    event.pid(),
                    event.tgid(),
                    event.cpu(),
                    event.inInterrupt() ? "h" : ".",
                    event.time() / 1_000_000_000,
                    event.time() / 1000 % 1_000_000,
                    event.name(),
                    event.text()));
        }
    }
}
