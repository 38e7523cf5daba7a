package mmreplay.traces.tracedat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.regex.Pattern;
import mmreplay.traces.event.KernelVersion;
import mmreplay.traces.tracedat.print.Words;
import org.jspecify.annotations.Nullable;

/** The options that both versions have. One that is not known, or is damaged inside, is skipped by its size. */
final class Options {

    static final int DONE = 0;
    static final int BUFFER = 3;
    static final int CPUCOUNT = 8;

    private static final int DATE = 1;
    private static final int CPUSTAT = 2;
    private static final int TRACECLOCK = 4;
    private static final int UNAME = 5;
    private static final int OFFSET = 7;
    private static final int TIME_SHIFT = 12;
    private static final int TSC2NSEC = 14;
    private static final int MAX_TEXT = 1 << 16;
    private static final long MICROSECOND = 1000;
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,16}");
    private static final Pattern HEX = Pattern.compile("0x[0-9a-fA-F]{1,13}");

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
            case OFFSET -> contents.times.add(number(text(data)));
            case DATE -> contents.times.add(MICROSECOND * number(text(data)));
            case CPUCOUNT -> cpus(new Walk(data, 0, words).u32());
            case TSC2NSEC -> contents.times.cycles(new Walk(data, 0, words));
            case TIME_SHIFT -> contents.times.guest(new Walk(data, 0, words));
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

    /** Decimal or, with 0x, hexadecimal; 0 if it is neither, or too long for a time. */
    private static long number(String text) {
        String number = text.replace("\0", "").strip();
        boolean negative = number.startsWith("-");
        String digits = negative ? number.substring(1) : number;
        boolean hex = digits.startsWith("0x");
        if (!(hex ? HEX : DECIMAL).matcher(digits).matches()) {
            return 0;
        }
        long value = hex ? Long.parseLong(digits.substring(2), 16) : Long.parseLong(digits);
        return negative ? -value : value;
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
