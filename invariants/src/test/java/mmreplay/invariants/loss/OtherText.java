package mmreplay.invariants.loss;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import mmreplay.traces.Gap;
import mmreplay.traces.RawEvent;
import mmreplay.traces.Stated;
import mmreplay.traces.TraceInfo;
import mmreplay.traces.TraceInfo.ClockUnit;
import mmreplay.traces.TraceWriter;
import mmreplay.traces.event.MmEvent;

/** Texts that other programs write of a trace, as they write losses. */
abstract class OtherText implements TraceWriter {

    private static final long SECOND = 1_000_000_000;

    private final Damaged damaged;
    private final OutputStream out;
    private long time;

    OtherText(Damaged damaged, OutputStream out) {
        this.damaged = damaged;
        this.out = out;
    }

    /** {@code trace-cmd report}. */
    static final class TraceCmd extends OtherText {

        TraceCmd(Damaged damaged, OutputStream out) {
            super(damaged, out);
        }

        @Override
        public void begin(TraceInfo info, Stated stated) throws IOException {
            line("cpus=" + info.cpus());
        }

        @Override
        void print(RawEvent event, String stamp) throws IOException {
            char interrupt = event.interrupt() == 0 ? '.' : (char) event.interrupt();
            line(comm(event) + "-" + event.pid() + "  [" + cpu(event) + "] .." + interrupt + ".. " + stamp + ": "
                    + event.name() + ": " + event.text());
        }

        @Override
        void print(Gap gap, String stamp) throws IOException {
            String count = gap.lost() == Gap.UNKNOWN_COUNT ? "" : gap.lost() + " ";
            line("CPU:" + (gap.cpu() == Gap.EVERY_CPU ? 99_999 : gap.cpu()) + " [" + count + "EVENTS DROPPED]");
        }
    }

    /** {@code perf script --show-lost-events}, behind the statistics of {@code perf report} where nothing was lost. */
    static final class Perf extends OtherText {

        Perf(Damaged damaged, OutputStream out) {
            super(damaged, out);
        }

        @Override
        public void begin(TraceInfo info, Stated stated) throws IOException {
            line("Aggregated stats:");
            line("           TOTAL events:  " + info.events());
            line("          SAMPLE events:  " + info.events() + "  (100%)");
            line("all stats:");
            line("          SAMPLE events:  " + info.events());
            // without PERF_FORMAT_LOST nothing tells of a loss behind the last record
            line("# event : name = mm:all, , read_format = ID" + (of().endProven() ? "|LOST" : ""));
        }

        @Override
        void print(RawEvent event, String stamp) throws IOException {
            line(comm(event) + " " + event.pid() + " [" + cpu(event) + "] " + stamp + ": mm:" + event.name() + ": "
                    + event.text());
        }

        @Override
        void print(Gap gap, String stamp) throws IOException {
            long lost = Math.max(1, gap.lost());
            if (gap.cpu() == Gap.EVERY_CPU) {
                line("PERF_RECORD_LOST lost " + lost);
            } else {
                line("            perf     1 [" + padded(gap.cpu(), 3) + "] " + stamp + ": PERF_RECORD_LOST lost "
                        + lost);
            }
        }
    }

    Damaged of() {
        return damaged;
    }

    abstract void print(RawEvent event, String stamp) throws IOException;

    abstract void print(Gap gap, String stamp) throws IOException;

    @Override
    public void event(RawEvent event, List<MmEvent> canonical) throws IOException {
        time = event.time();
        print(event, stamp());
    }

    @Override
    public void gap(Gap gap) throws IOException {
        if (gap.cause() != Gap.Cause.LATE) {
            print(gap, stamp());
        }
    }

    @Override
    public void end(TraceInfo info, Stated stated) {}

    void line(String text) throws IOException {
        out.write((text + "\n").getBytes(UTF_8));
    }

    /** Right-aligned, as all of them print it. */
    static String comm(RawEvent event) {
        return " ".repeat(Math.max(0, 16 - event.comm().length())) + event.comm();
    }

    static String cpu(RawEvent event) {
        return padded(event.cpu(), 3);
    }

    private String stamp() {
        boolean exact = damaged.of().clock() == ClockUnit.EXACT_NANOSECONDS;
        long fraction = time % SECOND;
        return time / SECOND + "." + (exact ? padded(fraction, 9) : padded(fraction / 1000, 6));
    }

    private static String padded(long number, int digits) {
        String text = Long.toString(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }
}
