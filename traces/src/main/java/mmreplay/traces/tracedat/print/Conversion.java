package mmreplay.traces.tracedat.print;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;

/**
 * One conversion of a format string, {@code %-8s}, {@code %#06lx}, {@code %pS}, with the literal text before it.
 *
 * @param before literal text, one char a byte
 * @param flags of {@code -+ #0}
 * @param width -1 if none, {@link #STAR} if an argument tells
 * @param precision the same
 * @param length {@code hh h l ll L z t} or nothing
 * @param letter of the conversion; 0 at the string's end, where only {@code before} is
 * @param extension the letters behind {@code %p}
 */
record Conversion(String before, String flags, int width, int precision, String length, char letter, String extension) {

    static final int STAR = -2;
    private static final int MAX_WIDTH = 4096;

    /** Steps through a format string. */
    static final class Reader {
        private final String format;
        private int at;

        Reader(byte[] format) {
            this.format = new String(format, ISO_8859_1);
        }

        /** The next conversion, or null behind the last. */
        @Nullable
        Conversion next() {
            if (at >= format.length()) {
                return null;
            }
            StringBuilder before = new StringBuilder();
            while (at < format.length()) {
                char c = format.charAt(at++);
                if (c != '%') {
                    before.append(c);
                } else if (at < format.length() && format.charAt(at) == '%') {
                    before.append('%');
                    at++;
                } else {
                    return conversion(before.toString());
                }
            }
            return new Conversion(before.toString(), "", -1, -1, "", (char) 0, "");
        }

        private Conversion conversion(String before) {
            String flags = run("-+ #0");
            int width = number();
            int precision = -1;
            if (at < format.length() && format.charAt(at) == '.') {
                at++;
                precision = Math.max(STAR, number());
                precision = precision == -1 ? 0 : precision;
            }
            String length = run("hlLzt");
            if (at >= format.length()) {
                throw Unprintable.INSTANCE;
            }
            char letter = format.charAt(at++);
            String extension = letter == 'p' ? alphanumeric() : "";
            return new Conversion(before, flags, width, precision, length, letter, extension);
        }

        private String run(String of) {
            int from = at;
            while (at < format.length() && of.indexOf(format.charAt(at)) >= 0) {
                at++;
            }
            return format.substring(from, at);
        }

        private String alphanumeric() {
            int from = at;
            while (at < format.length() && Character.isLetterOrDigit(format.charAt(at))) {
                at++;
            }
            return format.substring(from, at);
        }

        private int number() {
            if (at < format.length() && format.charAt(at) == '*') {
                at++;
                return STAR;
            }
            String digits = run("0123456789");
            return digits.isEmpty() ? -1 : digits.length() > 4 ? MAX_WIDTH : Integer.parseInt(digits);
        }
    }

    boolean left() {
        return flags.indexOf('-') >= 0;
    }

    /** The type that the argument is read as, as in the kernel's vsprintf. */
    CType type(int longSize) {
        boolean signed = letter == 'd' || letter == 'i';
        return switch (length) {
            case "hh" -> new CType(1, signed);
            case "h" -> new CType(2, signed);
            case "" -> new CType(4, signed);
            case "l", "z", "t" -> new CType(longSize, signed);
            default -> new CType(8, signed);
        };
    }

    static int bounded(long width) {
        return (int) Math.max(0, Math.min(width, MAX_WIDTH));
    }
}
