package mmreplay.invariants.loss;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
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
            print("cpus=%d", info.cpus());
        }

        @Override
        void print(RawEvent event, String stamp) throws IOException {
            char interrupt = event.interrupt() == 0 ? '.' : (char) event.interrupt();
            print(
                    "%16s-%-5d [%03d] ..%c.. %s: %-20s %s",
                    event.comm(), event.pid(), event.cpu(), interrupt, stamp, event.name() + ":", event.text());
        }

        @Override
        void print(Gap gap, String stamp) throws IOException {
            String count = gap.lost() == Gap.UNKNOWN_COUNT ? "" : gap.lost() + " ";
            print("CPU:%d [%sEVENTS DROPPED]", gap.cpu() == Gap.EVERY_CPU ? 99_999 : gap.cpu(), count);
        }
    }

    /** {@code perf script --show-lost-events}, behind the statistics of {@code perf report} where nothing was lost. */
    static final class Perf extends OtherText {

        Perf(Damaged damaged, OutputStream out) {
            super(damaged, out);
        }

        @Override
        public void begin(TraceInfo info, Stated stated) throws IOException {
            print("Aggregated stats:");
            print("           TOTAL events:  %d", info.events());
            print("          SAMPLE events:  %d  (100%%)", info.events());
            print("all stats:");
            print("          SAMPLE events:  %d", info.events());
        }

        @Override
        void print(RawEvent event, String stamp) throws IOException {
            print(
                    "%16s %5d [%03d] %s: mm:%s: %s",
                    event.comm(), event.pid(), event.cpu(), stamp, event.name(), event.text());
        }

        @Override
        void print(Gap gap, String stamp) throws IOException {
            long lost = Math.max(1, gap.lost());
            if (gap.cpu() == Gap.EVERY_CPU) {
                print("PERF_RECORD_LOST lost %d", lost);
            } else {
                print("            perf     1 [%03d] %s: PERF_RECORD_LOST lost %d", gap.cpu(), stamp, lost);
            }
        }
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

    void print(String format, Object... values) throws IOException {
        out.write((String.format(Locale.ROOT, format, values) + "\n").getBytes(UTF_8));
    }

    private String stamp() {
        return damaged.of().clock() == ClockUnit.EXACT_NANOSECONDS
                ? String.format(Locale.ROOT, "%5d.%09d", time / SECOND, time % SECOND)
                : String.format(Locale.ROOT, "%5d.%06d", time / SECOND, time % SECOND / 1000);
    }
}
