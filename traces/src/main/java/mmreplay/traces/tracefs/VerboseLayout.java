package mmreplay.traces.tracefs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import mmreplay.traces.Ascii;
import mmreplay.traces.text.Cursor;
import mmreplay.traces.text.EventLine;
import mmreplay.traces.text.Layout;

/**
 * {@code "%16s %7d %3d %d %08x %08lx [%08llx] %lld.%03lldms (+%lld.%03lldms): "}: latency-format with the option verbose.
 * The brackets hold the absolute time: microseconds where the rest says ms, and else the clock's bare integer.
 */
final class VerboseLayout implements Layout {

    private static final int NAME_COLUMN = 16;
    private static final int NANOS_PER_MICRO = 1000;
    private static final byte[] STEP = " (+".getBytes(US_ASCII);

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
        if (!in.eatSpaces()) {
            return false;
        }
        long pid = in.eatNumber();
        if (pid < 0 || pid > Integer.MAX_VALUE || !in.eatSpaces()) {
            return false;
        }
        long cpu = in.eatNumber();
        if (cpu < 0 || cpu > MAX_CPU || !in.eatSpaces()) {
            return false;
        }
        boolean counts = in.eatNumber() >= 0
                && in.eatSpaces()
                && in.eatHex() >= 0
                && in.eatSpaces()
                && in.eatHex() >= 0
                && in.eatSpaces();
        if (!counts || !time(in, out)) {
            return false;
        }
        out.task(from, from + NAME_COLUMN, pid, cpu);
        return true;
    }

    private static boolean time(Cursor in, EventLine out) {
        if (!in.eat('[')) {
            return false;
        }
        long stamp = in.eatHex();
        if (stamp < 0 || !in.eat(']') || !in.eatSpaces()) {
            return false;
        }
        boolean millis = elapsed(in);
        if (!Ascii.startsWith(in.bytes, in.at, in.to, STEP)) {
            return false;
        }
        in.at += STEP.length;
        if (elapsed(in) != millis || !in.eat(')') || !in.eat(':')) {
            return false;
        }
        in.eat(' ');
        out.raw = !millis;
        out.time = millis ? stamp * NANOS_PER_MICRO : stamp;
        return !millis || stamp <= Long.MAX_VALUE / NANOS_PER_MICRO;
    }

    /** Steps over {@code 1987.979ms} or {@code 1987979}; true for the former. */
    private static boolean elapsed(Cursor in) {
        in.eat('-');
        in.eatNumber();
        return in.eat('.') && in.eatNumber() >= 0 && in.eat('m') && in.eat('s');
    }

    @Override
    public boolean resembles(Cursor in) {
        return Ascii.indexOf(in.bytes, in.at, in.to, STEP) >= 0;
    }
}
