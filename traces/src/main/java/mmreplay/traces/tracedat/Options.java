package mmreplay.traces.tracedat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import mmreplay.traces.event.KernelVersion;
import mmreplay.traces.tracedat.print.Words;
import org.jspecify.annotations.Nullable;

/** The options that both versions have. One that is not known, or is damaged inside, is skipped by its size. */
final class Options {

    static final int DONE = 0;
    static final int BUFFER = 3;
    static final int CPUCOUNT = 8;

    private static final int CPUSTAT = 2;
    private static final int TRACECLOCK = 4;
    private static final int UNAME = 5;
    private static final int OFFSET = 7;
    private static final int TSC2NSEC = 14;
    private static final int MAX_TEXT = 1 << 16;

    private final Contents contents;
    private final Words words;
    private String statsOf = "";

    Options(Contents contents) {
        this.contents = contents;
        this.words = contents.words;
    }

    /** Takes what the option says. */
    void option(int id, Area data) throws IOException, DamagedException {
        switch (id) {
            case CPUSTAT -> stat(text(data));
            case TRACECLOCK -> contents.clock = Contents.clock(text(data));
            case UNAME -> contents.kernel = KernelVersion.ofUname(text(data));
            case OFFSET -> contents.timeOffset = timeOffset(text(data));
            case CPUCOUNT -> cpus(new Walk(data, 0, words).u32());
            case TSC2NSEC -> tsc(new Walk(data, 0, words));
            default -> {}
        }
    }

    private static String text(Area data) throws IOException, DamagedException {
        return new String(data.bytes(0, data.size(), MAX_TEXT), ISO_8859_1);
    }

    private void stat(String text) {
        String buffer = CpuStat.bufferName(text);
        if (buffer != null) {
            statsOf = buffer;
        }
        CpuStat stat = CpuStat.of(text, statsOf);
        if (stat != null && contents.stats.size() <= Contents.MAX_CPU) {
            contents.stats.add(stat);
        }
    }

    private void cpus(long count) {
        if (count <= Contents.MAX_CPU + 1) {
            contents.cpus = Math.max(contents.cpus, (int) count);
        }
    }

    private void tsc(Walk in) throws IOException, DamagedException {
        long multiplier = in.u32();
        long shift = in.u32();
        if (shift < 64) {
            contents.multiplier = multiplier;
            contents.shift = (int) shift;
        }
    }

    private static long timeOffset(String text) {
        String number = text.replace("\0", "").strip();
        return number.matches("-?[0-9]{1,18}") ? Long.parseLong(number) : 0;
    }

    /** The CPU count of a CPUCOUNT option, or -1: in version 6 it may belong to the buffer before it. */
    int cpuCount(int id, @Nullable Area data) throws IOException, DamagedException {
        if (id != CPUCOUNT || data == null) {
            return -1;
        }
        long count = new Walk(data, 0, words).u32();
        return count <= Contents.MAX_CPU + 1 ? (int) count : -1;
    }
}
