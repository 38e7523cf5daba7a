package mmreplay.reports.text;

/**
 * Makes visible what would otherwise act on the reader's screen.
 *
 * <p>Task names and event text come from whoever wrote the trace. An ESC moves a terminal's cursor, a bidi override turns a
 * line around, a zero-width character hides a difference. They are shown as {@code \}{@code u001b}. Markup is not this
 * class's concern: the templates and the serialiser escape that, each for its own context.
 */
public final class Visible {

    private Visible() {}

    /** The text with every control, format, separator and lone surrogate character as its escape. */
    public static String of(String text) {
        int clean = 0;
        while (clean < text.length() && plain(text.charAt(clean))) {
            clean++;
        }
        if (clean == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, clean);
        for (int i = clean; i < text.length(); ) {
            int c = text.codePointAt(i);
            int units = Character.charCount(c);
            if (acts(c)) {
                for (int u = 0; u < units; u++) {
                    escape(out, text.charAt(i + u));
                }
            } else {
                out.appendCodePoint(c);
            }
            i += units;
        }
        return out.toString();
    }

    private static boolean plain(char c) {
        return c >= ' ' && c < 0x7f;
    }

    private static boolean acts(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            // Not characters at all, and not allowed in XML: an SVG that carries one does not parse.
            default -> (c & 0xfffe) == 0xfffe;
        };
    }

    private static void escape(StringBuilder out, char c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(Character.forDigit((c >> shift) & 0xf, 16));
        }
    }
}
