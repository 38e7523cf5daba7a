package mmreplay.traces.tracedat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the file's options make of a stamp, in trace-cmd's order: the host's time, nanoseconds, a fixed offset. */
final class Times {

    /** A guest's times are shifted along a line between two samples, not by one sample alone. */
    private static final int INTERPOLATE = 1;

    private static final int SAMPLE = 24;

    /** By CPU, each by time; what a guest's file says of its host's clock. */
    private List<List<Sample>> shifts = List.of();

    private boolean shifted;
    private boolean interpolate;
    /** 0 if stamps are not to be converted. */
    private long multiplier;

    private int shift;
    private long offset;

    /**
     * How far off a CPU's clock was.
     *
     * @param time when, by the guest's clock
     * @param offset what to add, in the clock's unit
     * @param scaling what to multiply by, before it is shifted right by {@code fraction}
     */
    private record Sample(long time, long offset, long scaling, int fraction) {}

    /** OFFSET and DATE: nanoseconds to add to each time; what does not fit is no offset. */
    void add(long nanoseconds) {
        offset = Math.abs(offset) < Long.MAX_VALUE / 4 && Math.abs(nanoseconds) < Long.MAX_VALUE / 4
                ? offset + nanoseconds
                : offset;
    }

    /** TSC2NSEC: {@code u32 multiplier, u32 shift, u64 offset}; trace-cmd ignores the last. */
    void cycles(Walk in) throws IOException, DamagedException {
        long newMultiplier = in.u32();
        long newShift = in.u32();
        if (newShift < 64) {
            multiplier = newMultiplier;
            shift = (int) newShift;
        }
    }

    /** Stamps become nanoseconds, whatever the clock. */
    boolean convert() {
        return multiplier != 0;
    }

    /**
     * TIME_SHIFT, in a guest's file: {@code u64 peer, u32 flags, u32 CPUs {u32 count, times, offsets, scalings}}, since trace-cmd
     * 3.1 with {@code {fractions}} behind it.
     */
    void guest(Walk in) throws IOException, DamagedException {
        in.u64();
        boolean line = (in.u32() & INTERPOLATE) != 0;
        long cpus = in.u32();
        List<long[][]> columns = new ArrayList<>();
        for (long cpu = 0; cpu < cpus; cpu++) {
            long count = in.u32();
            if (count * SAMPLE > in.left()) {
                throw new DamagedException(in.offset(), "more corrections of the time are announced than there are");
            }
            long[][] cpuColumns = new long[4][(int) count];
            for (int i = 0; i < 3; i++) {
                numbers(in, cpuColumns[i]);
            }
            columns.add(cpuColumns);
        }
        boolean fractions = in.left() > 0;
        List<List<Sample>> read = new ArrayList<>();
        for (long[][] cpuColumns : columns) {
            if (fractions) {
                numbers(in, cpuColumns[3]);
            }
            read.add(samples(cpuColumns));
        }
        shifts = List.copyOf(read);
        shifted = true;
        interpolate = line;
    }

    private static void numbers(Walk in, long[] into) throws IOException, DamagedException {
        for (int i = 0; i < into.length; i++) {
            into[i] = in.u64();
        }
    }

    /** By time, of two at the same time one. */
    private static List<Sample> samples(long[][] columns) {
        List<Sample> sorted = new ArrayList<>();
        for (int i = 0; i < columns[0].length; i++) {
            sorted.add(new Sample(columns[0][i], columns[1][i], columns[2][i], (int) columns[3][i]));
        }
        sorted.sort(Comparator.comparingLong(Sample::time));
        List<Sample> samples = new ArrayList<>();
        for (Sample sample : sorted) {
            if (samples.isEmpty() || samples.get(samples.size() - 1).time() != sample.time()) {
                samples.add(sample);
            }
        }
        return List.copyOf(samples);
    }

    /** The time of a stamp of this CPU; never negative. */
    long time(long stamp, int cpu) {
        long time = shifted && cpu < shifts.size() ? host(stamp, shifts.get(cpu)) : stamp;
        if (multiplier != 0) {
            long high = Math.multiplyHigh(time, multiplier);
            long low = time * multiplier;
            time = shift == 0 ? low : (high << (64 - shift)) | (low >>> shift);
        }
        return Math.max(0, time + offset);
    }

    private long host(long stamp, List<Sample> samples) {
        if (samples.size() < 2) {
            return samples.isEmpty() ? stamp : stamp + samples.get(0).offset();
        }
        int from = 0;
        int to = samples.size() - 1;
        while (to - from > 1) {
            int middle = (from + to) >>> 1;
            if (stamp < samples.get(middle).time()) {
                to = middle;
            } else {
                from = middle;
            }
        }
        Sample before = samples.get(from);
        long added = before.offset();
        if (interpolate) {
            Sample after = samples.get(to);
            long delta = after.time() - before.time();
            added += ((stamp - before.time()) * (after.offset() - before.offset()) + delta / 2) / delta;
        }
        return ((stamp * before.scaling()) >> before.fraction()) + added;
    }
}
