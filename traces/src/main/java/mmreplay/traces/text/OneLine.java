package mmreplay.traces.text;

/** Text that must not leave its line: each control character but the tab becomes its picture, a newline {@code ␊}. */
public final class OneLine {

    private static final char PICTURES = '\u2400';
    private static final char PICTURE_OF_DELETE = '\u2421';
    private static final char DELETE = '\u007f';

    private OneLine() {}

    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isControl(text.charAt(i))) {
                return pictures(text);
            }
        }
        return text;
    }

    private static boolean isControl(char c) {
        return (c < ' ' && c != '\t') || c == DELETE;
    }

    private static String pictures(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isControl(c)) {
                shown.append(c);
            } else {
                shown.append(c == DELETE ? PICTURE_OF_DELETE : (char) (PICTURES + c));
            }
        }
        return shown.toString();
    }
}
