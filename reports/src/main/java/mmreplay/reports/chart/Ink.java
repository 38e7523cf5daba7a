package mmreplay.reports.chart;

import java.awt.Color;
import org.jspecify.annotations.Nullable;

/**
 * The colours that charts are drawn with. None of them is ever seen: each is a mark that {@link SvgTheme} replaces by a CSS
 * class, so the style sheet says what they look like.
 */
enum Ink {
    TEXT("ink", 16),
    MUTED("muted", 20),
    GRID("grid", 24),
    GAP("gap", 28),
    S1("s1", 32),
    S2("s2", 36),
    S3("s3", 40),
    S4("s4", 44),
    S5("s5", 48),
    S6("s6", 52),
    S7("s7", 56),
    S8("s8", 60),
    REST("rest", 64),
    VIOLATION("violation", 68),
    HAZARD("hazard", 72),
    NOTE("note", 76),
    INCONCLUSIVE("inconclusive", 80),
    PASS("pass", 84),
    HEAT1("heat1", 88),
    HEAT2("heat2", 92),
    HEAT3("heat3", 96),
    HEAT4("heat4", 100);

    /** Red and green of every mark; blue tells them apart. No colour that SVG has a name for. */
    private static final int BASE = 0x3b;

    private final String css;
    private final Color color;

    Ink(String css, int blue) {
        this.css = css;
        this.color = new Color(BASE, BASE, blue);
    }

    Color color() {
        return color;
    }

    String css() {
        return css;
    }

    /** The ink of the n-th series; one beyond the eighth is the rest. */
    static Ink series(int n) {
        Ink[] all = {S1, S2, S3, S4, S5, S6, S7, S8};
        return n < all.length ? all[n] : REST;
    }

    /** The ink of the n-th strength, from 0 to 3. */
    static Ink heat(int n) {
        return new Ink[] {HEAT1, HEAT2, HEAT3, HEAT4}[n];
    }

    /** The ink that {@code rgb(r,g,b)} stands for, or null for a colour that is none. */
    static @Nullable Ink of(String rgb) {
        for (Ink ink : values()) {
            Color c = ink.color;
            if (rgb.equals("rgb(" + c.getRed() + "," + c.getGreen() + "," + c.getBlue() + ")")) {
                return ink;
            }
        }
        return null;
    }
}
