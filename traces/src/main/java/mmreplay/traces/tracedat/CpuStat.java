package mmreplay.traces.tracedat;

import org.jspecify.annotations.Nullable;

/**
 * The kernel's own count for one CPU of one buffer, from {@code per_cpu/cpuN/stats}: what proves that nothing is missing, or
 * that something is.
 *
 * @param buffer the buffer's name
 * @param unread events that were left in the buffer
 * @param overrun events that were overwritten before anybody read them
 * @param dropped events that found no room, with those of a commit overrun
 * @param read events that went into the file
 */
record CpuStat(String buffer, int cpu, long unread, long overrun, long dropped, long read) {

    private static final String BUFFER = "Buffer:";

    /** An instance's name, which stands in an option of its own before its CPUs' counts; or null. */
    static @Nullable String bufferName(String text) {
        String line = text.replace("\0", "").strip();
        return line.startsWith(BUFFER)
                ? line.substring(BUFFER.length()).strip().lines().findFirst().orElse("")
                : null;
    }

    /** The counts in {@code text}, or null if it has none. */
    static @Nullable CpuStat of(String text, String buffer) {
        long cpu = value(text, "CPU");
        long read = value(text, "read events");
        if (cpu < 0 || cpu > Contents.MAX_CPU || read < 0) {
            return null;
        }
        long dropped = Math.max(0, value(text, "dropped events")) + Math.max(0, value(text, "commit overrun"));
        return new CpuStat(
                buffer,
                (int) cpu,
                Math.max(0, value(text, "entries")),
                Math.max(0, value(text, "overrun")),
                dropped,
                read);
    }

    /** The number behind {@code key: }, or -1. */
    private static long value(String text, String key) {
        for (String line : text.lines().toList()) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).strip().equals(key)) {
                String number = line.substring(colon + 1).replace("\0", "").strip();
                return number.matches("[0-9]{1,18}") ? Long.parseLong(number) : -1;
            }
        }
        return -1;
    }
}
