package mmreplay.reports.text;

import java.nio.charset.StandardCharsets;

/** Paths as URI references. */
public final class RelativeUri {

    /** What may stand in a path as it is: RFC 3986's unreserved characters and the slash. */
    private static final String PLAIN = "-._~/";

    private static final int HIGHEST_ASCII = 0x7f;

    private RelativeUri() {}

    /**
     * The path, relative if it is, every other character as its UTF-8 bytes in percent encoding; an absolute one has the scheme
     * {@code file}. Two paths never become the same reference, and none begins with a scheme of its own.
     */
    public static String of(String path) {
        StringBuilder uri = new StringBuilder(path.startsWith("/") ? "file://" : "");
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            int c = b & 0xff;
            if (c <= HIGHEST_ASCII && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0)) {
                uri.append((char) c);
            } else {
                uri.append('%').append(digit(c >> 4)).append(digit(c & 0xf));
            }
        }
        return uri.toString();
    }

    private static char digit(int value) {
        return (char) (value < 10 ? '0' + value : 'A' + value - 10);
    }
}
