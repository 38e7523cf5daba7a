package mmreplay.traces.tracedat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where things are in a ring-buffer page, from the file {@code header_page}.
 *
 * @param commit offset of the word that tells how many bytes are used, behind the page's time stamp
 * @param longSize its size, 4 or 8: the kernel's long
 * @param data offset of the first event
 */
record Layout(int commit, int longSize, int data) {

    /** Of a 64-bit kernel. */
    static final Layout DEFAULT = new Layout(8, 8, 16);

    private static final Pattern COMMIT =
            Pattern.compile("field: *local_t commit;\\s*offset:(\\d{1,4});\\s*size:(\\d{1,4});");
    private static final Pattern DATA = Pattern.compile("field: *char data;\\s*offset:(\\d{1,4});");

    /** {@code where} is the text's offset in the file. */
    static Layout of(String headerPage, long where) throws DamagedException {
        Matcher commit = COMMIT.matcher(headerPage);
        Matcher data = DATA.matcher(headerPage);
        if (!commit.find() || !data.find()) {
            throw new DamagedException(where, "the layout of a page is not told");
        }
        Layout layout = new Layout(number(commit.group(1)), number(commit.group(2)), number(data.group(1)));
        boolean possible = layout.commit >= 8
                && (layout.longSize == 4 || layout.longSize == 8)
                && layout.data >= layout.commit + layout.longSize
                && layout.data <= 64;
        if (!possible) {
            throw new DamagedException(where, "the layout of a page is not possible");
        }
        return layout;
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }
}
