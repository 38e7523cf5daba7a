package mmreplay.traces.text;

import mmreplay.traces.Ascii;

/**
 * {@code "%8.8s-%-7d %3d" + flags + " %4lldus%c: "}: the layout of latency-format and of the latency tracers. The task's name
 * is cut to 8 bytes and the time counts from the buffer's first event.
 */
public final class LatencyLayout implements Layout {

    public static final int NAME_COLUMN = 8;
    private static final int MIN_FLAGS = 3;
    private static final int MAX_FLAGS = 8;

    @Override
    public boolean parse(Cursor in, EventLine out) {
        int from = in.at;
        boolean parsed = context(in, from, out);
        if (!parsed) {
            in.at = from;
        }
        return parsed;
    }

    private static boolean context(Cursor in, int from, EventLine out) {
        in.at = from + NAME_COLUMN;
        if (!in.eat('-')) {
            return false;
        }
        long pid = in.eatNumber();
        if (pid < 0 || pid > Integer.MAX_VALUE || !in.eatSpaces()) {
            return false;
        }
        long cpu = in.eatNumber();
        int flagsFrom = in.at;
        int flags = in.eatFlags();
        if (cpu < 0 || cpu > MAX_CPU || flags < MIN_FLAGS || flags > MAX_FLAGS || !in.eatSpaces()) {
            return false;
        }
        if (!Time.relative(in, out) || !in.eat(':')) {
            return false;
        }
        in.eat(' ');
        out.task(from, from + NAME_COLUMN, pid, cpu);
        out.flags(in.bytes, flagsFrom, flags);
        return true;
    }

    @Override
    public boolean resembles(Cursor in) {
        int dash = in.at + NAME_COLUMN;
        return dash + 1 < in.to && in.bytes[dash] == '-' && Ascii.isDigit(in.bytes[dash + 1]);
    }
}
