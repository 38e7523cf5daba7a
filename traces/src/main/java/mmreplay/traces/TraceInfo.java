package mmreplay.traces;

/**
 * What a trace says of itself.
 *
 * @param format the format's name, as in {@code --format} ({@code "tracefs"}, {@code "trace.dat"})
 * @param clock the unit of {@link RawEvent#time()}
 * @param cpus how many CPUs the header or the events name
 * @param events events delivered so far
 * @param entriesInBuffer how many events the file must hold, as the kernel counted them, or -1
 * @param entriesWritten how many the kernel had written, or -1
 */
public record TraceInfo(
        String format, ClockUnit clock, int cpus, long events, long entriesInBuffer, long entriesWritten) {

    /** The unit of the time stamps. */
    public enum ClockUnit {
        /** {@code secs.usecs} in the text; times are nanoseconds, exact to {@link #resolution()}. */
        NANOSECONDS(1000),
        /** Nanoseconds as the ring buffer holds them: {@code secs.nsecs} in a text. */
        EXACT_NANOSECONDS(1),
        /** {@code counter}, {@code uptime}, {@code x86-tsc}: a bare integer whose unit the text does not tell. */
        RAW(1);

        private final long resolution;

        ClockUnit(long resolution) {
            this.resolution = resolution;
        }

        /** Times are nanoseconds. */
        public boolean isTime() {
            return this != RAW;
        }

        /** The step of the stamps, in the unit of {@link RawEvent#time()}. */
        public long resolution() {
            return resolution;
        }
    }

    /** The ring buffer wrapped before the trace was read: what came first is gone. */
    public boolean headOverwritten() {
        return entriesInBuffer >= 0 && entriesWritten > entriesInBuffer;
    }

    /** The file proves that nothing after its last event is missing: the header counts exactly the events that were read. */
    public boolean endProven() {
        return entriesInBuffer >= 0 && entriesInBuffer == entriesWritten && entriesInBuffer == events;
    }
}
