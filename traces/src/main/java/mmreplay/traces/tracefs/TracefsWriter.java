package mmreplay.traces.tracefs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import mmreplay.traces.Ascii;
import mmreplay.traces.Gap;
import mmreplay.traces.RawEvent;
import mmreplay.traces.Stated;
import mmreplay.traces.TraceInfo;
import mmreplay.traces.TraceInfo.ClockUnit;
import mmreplay.traces.TraceWriter;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.rows.Statement;
import mmreplay.traces.text.Layout;
import mmreplay.traces.text.LossMarker;
import mmreplay.traces.text.OneLine;

/**
 * Writes the text that tracefs prints, so that its reader reads the same events: with nine digits where the stamps are exact to the
 * nanosecond. A kernel's text has no word for some losses: what came too late is seen by its stamp again, and what could not be
 * understood becomes a marker for a CPU that cannot be, which stands for every CPU.
 */
public final class TracefsWriter implements TraceWriter {

    /** TASK_COMM_LEN without its NUL. The dash before the pid stands in the column behind it. */
    private static final int LONGEST_COMM = 15;

    private static final int NO_CPU = Layout.MAX_CPU + 1;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final int NANOS_PER_MICRO = 1000;
    private static final String UNNAMED = "?";

    private final TraceInfo whole;
    private final Writer out;
    private final LossMarker marker = new LossMarker();

    /**
     * @param whole what the whole trace comes to: its header says so at the top
     */
    public TracefsWriter(TraceInfo whole, OutputStream out) {
        this.whole = whole;
        this.out = new BufferedWriter(new OutputStreamWriter(out, UTF_8));
    }

    @Override
    public void begin(TraceInfo info, Stated stated) throws IOException {
        String entries = whole.endProven() ? whole.events() + "/" + whole.events() : "unknown";
        line("# tracer: nop");
        line("#");
        for (Map.Entry<String, String> said : Statement.recording(stated).entrySet()) {
            line("# " + said.getKey() + ": " + said.getValue());
        }
        line("# entries-in-buffer/entries-written: " + entries + "   #P:" + Math.max(1, info.cpus()));
        line("#");
    }

    @Override
    public void event(RawEvent event, List<MmEvent> canonical) throws IOException {
        String tgid = event.tgid() >= 0 ? String.format(Locale.ROOT, "(%7d) ", event.tgid()) : "";
        byte interrupt = Ascii.isIdentifier(event.interrupt()) ? event.interrupt() : (byte) '.';
        String flags = event.interrupt() == 0 ? "" : ".." + (char) interrupt + ".. ";
        line(comm(event.comm())
                + String.format(Locale.ROOT, "-%-7d %s[%03d] %s", event.pid(), tgid, event.cpu(), flags)
                + time(event.time())
                + ": "
                + body(event));
    }

    /** Right-aligned to the column of the dash, in bytes. */
    private static String comm(String name) {
        int end = 0;
        int bytes = 0;
        String comm = OneLine.of(name);
        while (end < comm.length()) {
            int next = comm.offsetByCodePoints(end, 1);
            int more = comm.substring(end, next).getBytes(UTF_8).length;
            if (bytes + more > LONGEST_COMM) {
                break;
            }
            bytes += more;
            end = next;
        }
        return " ".repeat(LONGEST_COMM + 1 - bytes) + comm.substring(0, end);
    }

    private String time(long time) {
        if (whole.clock() == ClockUnit.RAW) {
            return String.format(Locale.ROOT, "%12d", time);
        }
        long fraction = time % NANOS_PER_SECOND;
        return whole.clock() == ClockUnit.EXACT_NANOSECONDS
                ? String.format(Locale.ROOT, "%5d.%09d", time / NANOS_PER_SECOND, fraction)
                : String.format(Locale.ROOT, "%5d.%06d", time / NANOS_PER_SECOND, fraction / NANOS_PER_MICRO);
    }

    private String body(RawEvent event) {
        String text = OneLine.of(event.text());
        byte[] bytes = text.getBytes(UTF_8);
        if (marker.find(bytes, 0, bytes.length) >= 0) {
            // else it would be read as a marker: user space may write what looks like one
            text += " ";
        }
        return event.name().equals(UNNAMED) ? text : name(event.name()) + ": " + text;
    }

    private static String name(String name) {
        return name.replaceAll("[^0-9A-Za-z_.$+/]", "_");
    }

    @Override
    public void gap(Gap gap) throws IOException {
        switch (gap.cause()) {
            case LATE -> {
                // its stamp tells
            }
            case HEAD -> {
                if (gap.cpu() == Gap.EVERY_CPU) {
                    lost(gap);
                } else {
                    line("##### CPU " + gap.cpu() + " buffer started ####");
                }
            }
            case MARKER, DAMAGED, BETWEEN, END -> lost(gap);
        }
    }

    private void lost(Gap gap) throws IOException {
        String count = gap.lost() == Gap.UNKNOWN_COUNT ? "" : gap.lost() + " ";
        line("CPU:" + (gap.cpu() == Gap.EVERY_CPU ? NO_CPU : gap.cpu()) + " [LOST " + count + "EVENTS]");
    }

    private void line(String text) throws IOException {
        out.write(text);
        out.write('\n');
    }

    @Override
    public void end(TraceInfo info, Stated stated) throws IOException {
        out.flush();
    }
}
