package mmreplay.reports.chart;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.font.LineMetrics;
import java.awt.geom.Rectangle2D;

/**
 * Text measures by arithmetic. A chart's layout depends on how wide its labels are; measured with the machine's fonts the same
 * result gave different bytes on two machines, and none at all where no font is installed. The widths are those of a wide
 * common sans-serif, so a browser's own font leaves a little room instead of being cut off.
 */
final class FixedMetrics extends FontMetrics {

    private static final long serialVersionUID = 1L;
    private static final float ASCENT = 0.93f;
    private static final float DESCENT = 0.24f;

    FixedMetrics(Font font) {
        super(font);
    }

    @Override
    public int getAscent() {
        return Math.round(ASCENT * font.getSize());
    }

    @Override
    public int getDescent() {
        return Math.round(DESCENT * font.getSize());
    }

    @Override
    public int getLeading() {
        return 0;
    }

    @Override
    public int stringWidth(String text) {
        return (int) Math.ceil(width(text));
    }

    @Override
    public int charWidth(char c) {
        return (int) Math.ceil(em(c) * font.getSize());
    }

    @Override
    public int charsWidth(char[] data, int off, int len) {
        return stringWidth(new String(data, off, len));
    }

    @Override
    public Rectangle2D getStringBounds(String text, Graphics context) {
        return bounds(text);
    }

    Rectangle2D bounds(String text) {
        return new Rectangle2D.Double(0, -getAscent(), width(text), getHeight());
    }

    @Override
    public LineMetrics getLineMetrics(String text, Graphics context) {
        return line(text);
    }

    LineMetrics line(String text) {
        return new Line(text.length(), getAscent(), getDescent());
    }

    private double width(String text) {
        return text.chars().mapToDouble(FixedMetrics::em).sum() * font.getSize();
    }

    /** Width in units of the font's size. */
    private static double em(int c) {
        if (c > 0x2e80) {
            return 1.0; // ideographs are square
        }
        if ("iIjl.,:;'|!()[]/ ".indexOf(c) >= 0) {
            return 0.34;
        }
        if ("mwMW%@".indexOf(c) >= 0) {
            return 0.92;
        }
        return c >= 'A' && c <= 'Z' ? 0.69 : 0.6;
    }

    private static final class Line extends LineMetrics {
        private final int chars;
        private final float ascent;
        private final float descent;

        Line(int chars, float ascent, float descent) {
            this.chars = chars;
            this.ascent = ascent;
            this.descent = descent;
        }

        @Override
        public int getNumChars() {
            return chars;
        }

        @Override
        public float getAscent() {
            return ascent;
        }

        @Override
        public float getDescent() {
            return descent;
        }

        @Override
        public float getLeading() {
            return 0;
        }

        @Override
        public float getHeight() {
            return ascent + descent;
        }

        @Override
        public int getBaselineIndex() {
            return Font.ROMAN_BASELINE;
        }

        @Override
        public float[] getBaselineOffsets() {
            return new float[] {0, 0, 0};
        }

        @Override
        public float getStrikethroughOffset() {
            return -ascent / 3;
        }

        @Override
        public float getStrikethroughThickness() {
            return 1;
        }

        @Override
        public float getUnderlineOffset() {
            return 1;
        }

        @Override
        public float getUnderlineThickness() {
            return 1;
        }
    }
}
