package mmreplay.reports.chart;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.font.LineMetrics;

/** A sans-serif font whose measures are {@link FixedMetrics}, whatever fonts the machine has. */
final class FixedFont extends Font {

    private static final long serialVersionUID = 1L;

    FixedFont(int style, int size) {
        super(SANS_SERIF, style, size);
    }

    /** Batik asks this for the SVG's font-family; the machine's own answer would name one of its fonts. */
    @Override
    public String getFamily() {
        return SANS_SERIF;
    }

    @Override
    public LineMetrics getLineMetrics(String text, FontRenderContext context) {
        return new FixedMetrics(this).line(text);
    }
}
