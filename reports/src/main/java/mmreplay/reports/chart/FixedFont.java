package mmreplay.reports.chart;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.font.LineMetrics;
import java.awt.geom.Rectangle2D;
import java.text.AttributedCharacterIterator;
import java.util.Map;

/** A sans-serif font whose measures are {@link FixedMetrics}, whatever fonts the machine has. */
final class FixedFont extends Font {

    private static final long serialVersionUID = 1L;

    FixedFont(int style, int size) {
        // A name of its own: JFreeChart's setters keep the font that they have if it equals the new one, and its
        // default fonts
        // have this family and size.
        super("fixed", style, size);
    }

    /** Batik asks this for the SVG's font-family; the machine's own answer would name one of its fonts. */
    @Override
    public String getFamily() {
        return SANS_SERIF;
    }

    /** Batik derives a font of one common size, only to name it. */
    @Override
    public Font deriveFont(Map<? extends AttributedCharacterIterator.Attribute, ?> attributes) {
        return this;
    }

    @Override
    public LineMetrics getLineMetrics(String text, FontRenderContext context) {
        return new FixedMetrics(this).line(text);
    }

    @Override
    public LineMetrics getLineMetrics(String text, int from, int to, FontRenderContext context) {
        return new FixedMetrics(this).line(text.substring(from, to));
    }

    @Override
    public Rectangle2D getStringBounds(String text, FontRenderContext context) {
        return new FixedMetrics(this).bounds(text);
    }
}
