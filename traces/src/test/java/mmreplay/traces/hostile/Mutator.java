package mmreplay.traces.hostile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Damages bytes as files are damaged, and as somebody would who wants to do harm. The same random numbers, the same damage. */
public final class Mutator {

    private static final byte[] LIKELY = " \t\n\r:-[]().#=,>0x9fF{}\"\\".getBytes(US_ASCII);

    /** What a size or an offset is set to, in either byte order. */
    private static final long[] EXTREMES = {
        0,
        1,
        3,
        4,
        7,
        0x7f,
        0x80,
        0xff,
        0x7fff,
        0xffff,
        0x10000,
        0x7fffffffL,
        0x80000000L,
        0xffffffffL,
        0x100000000L,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        -1,
        -2,
        -8
    };

    private static final String[] NUMBERS = {
        "0",
        "-1",
        "00",
        "18446744073709551615",
        "9223372036854775808",
        "-9223372036854775809",
        "4294967296",
        "2147483648",
        "0xffffffffffffffff",
        "0x",
        "1e999",
        "99999999999999999999999999999999",
        "65536",
        "0.0",
        "nan"
    };

    private static final int MOST_CHANGES = 12;
    private static final int LONGEST_RUN = 400;

    private final SplittableRandom random;
    private final byte[] other;
    private byte[] bytes;
    private int length;

    private Mutator(byte[] from, byte[] other, SplittableRandom random) {
        this.random = random;
        this.other = other;
        bytes = Arrays.copyOf(from, from.length + LONGEST_RUN);
        length = from.length;
    }

    /** {@code from} with one to a dozen changes; {@code other} is what lines and runs of bytes are taken from. */
    public static byte[] mutate(byte[] from, byte[] other, SplittableRandom random) {
        Mutator mutator = new Mutator(from, other, random);
        int changes = 1 + random.nextInt(random.nextInt(MOST_CHANGES) + 1);
        for (int i = 0; i < changes; i++) {
            mutator.change();
        }
        return Arrays.copyOf(mutator.bytes, mutator.length);
    }

    /** {@code from} with single bytes replaced, about one in {@code every}: damage that leaves most lines lines. */
    public static byte[] sprinkle(byte[] from, int every, SplittableRandom random) {
        Mutator mutator = new Mutator(from, from, random);
        int changes = 1 + random.nextInt(1 + from.length / every);
        for (int i = 0; i < changes && from.length > 0; i++) {
            mutator.put();
        }
        return Arrays.copyOf(mutator.bytes, mutator.length);
    }

    private void change() {
        if (length == 0) {
            splice(0, 0, other, 0, Math.min(other.length, 16));
            return;
        }
        switch (random.nextInt(12)) {
            case 0 -> bytes[at()] ^= (byte) (1 << random.nextInt(8));
            case 1, 2 -> put();
            case 3 -> extreme();
            case 4 -> header();
            case 5, 6 -> number();
            case 7 -> delete();
            case 8 -> duplicate();
            case 9 -> swap();
            case 10 -> line();
            default -> rare();
        }
    }

    private int at() {
        return random.nextInt(length);
    }

    private void put() {
        bytes[at()] = random.nextBoolean() ? LIKELY[random.nextInt(LIKELY.length)] : (byte) random.nextInt(256);
    }

    /** Sizes and offsets have 1, 2, 4 or 8 bytes. */
    private void extreme() {
        extreme(at());
    }

    /** What stands at the begin leads to all the rest. */
    private void header() {
        extreme(random.nextInt(Math.min(length, 256)));
    }

    private void extreme(int at) {
        long value = EXTREMES[random.nextInt(EXTREMES.length)] + random.nextInt(3) - 1;
        int size = 1 << random.nextInt(4);
        boolean big = random.nextInt(4) == 0;
        for (int i = 0; i < size && at + i < length; i++) {
            bytes[at + i] = (byte) (value >>> (8 * (big ? size - 1 - i : i)));
        }
    }

    /** Replaces the digits behind a random place. */
    private void number() {
        int from = at();
        while (from < length && !isDigit(bytes[from])) {
            from++;
        }
        int to = from;
        while (to < length && isDigit(bytes[to])) {
            to++;
        }
        byte[] number = NUMBERS[random.nextInt(NUMBERS.length)].getBytes(US_ASCII);
        splice(from, to, number, 0, number.length);
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private int run() {
        return 1 + random.nextInt(1 + random.nextInt(LONGEST_RUN));
    }

    private void delete() {
        int from = at();
        splice(from, Math.min(length, from + run()), other, 0, 0);
    }

    private void duplicate() {
        int from = at();
        byte[] copy = Arrays.copyOfRange(bytes, from, Math.min(length, from + run()));
        int to = at();
        splice(to, to, copy, 0, copy.length);
    }

    private void swap() {
        int run = Math.min(run(), length / 2);
        int a = random.nextInt(length - run + 1);
        int b = random.nextInt(length - run + 1);
        byte[] first = Arrays.copyOfRange(bytes, a, a + run);
        System.arraycopy(bytes, b, bytes, a, run);
        System.arraycopy(first, 0, bytes, b, run);
    }

    /** A line, or part of one, of the other file. */
    private void line() {
        if (other.length == 0) {
            return;
        }
        int from = lineStart(other, random.nextInt(other.length));
        int to = from;
        while (to < other.length && to - from < LONGEST_RUN && other[to] != '\n') {
            to++;
        }
        int at = random.nextBoolean() ? at() : lineStart(bytes, at());
        splice(at, at, other, from, Math.min(to + 1, other.length));
    }

    private static int lineStart(byte[] in, int near) {
        int at = near;
        while (at > 0 && in[at - 1] != '\n') {
            at--;
        }
        return at;
    }

    private void rare() {
        switch (random.nextInt(4)) {
            case 0 -> length = random.nextInt(length + 1);
            case 1 -> {
                int from = at();
                Arrays.fill(bytes, from, Math.min(length, from + run()), (byte) random.nextInt(256));
            }
            case 2 -> {
                // Everything behind one place, of the other file.
                int from = random.nextInt(other.length + 1);
                splice(at(), length, other, from, other.length);
            }
            default -> {
                byte[] same = new byte[run()];
                Arrays.fill(same, LIKELY[random.nextInt(LIKELY.length)]);
                int at = at();
                splice(at, at, same, 0, same.length);
            }
        }
    }

    /** Puts a part of {@code with} where {@code [from, to)} was. */
    private void splice(int from, int to, byte[] with, int withFrom, int withTo) {
        int added = withTo - withFrom;
        int newLength = length - (to - from) + added;
        if (newLength > bytes.length) {
            bytes = Arrays.copyOf(bytes, newLength + LONGEST_RUN);
        }
        System.arraycopy(bytes, to, bytes, from + added, length - to);
        System.arraycopy(with, withFrom, bytes, from, added);
        length = newLength;
    }
}
