package mmreplay.reports.chart;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.w3c.dom.Document;

/** Batik's SVG canvas with measures that do not depend on the machine and ids that do not meet those of another chart. */
final class SvgCanvas extends SVGGraphics2D {

    /** Digits after the point: a tenth of a pixel is finer than any screen shows and keeps the file small. */
    private static final int PRECISION = 1;

    SvgCanvas(Document document, String idPrefix) {
        super(context(document, idPrefix), false);
    }

    private SvgCanvas(SvgCanvas other) {
        super(other);
    }

    @Override
    public Graphics create() {
        return new SvgCanvas(this);
    }

    @Override
    public FontMetrics getFontMetrics(Font font) {
        return new FixedMetrics(font);
    }

    private static SVGGeneratorContext context(Document document, String idPrefix) {
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
        context.setPrecision(PRECISION);
        context.setComment(null);
        // Batik's own default is a font of the machine, and asks the machine for it.
        SVGGeneratorContext.GraphicContextDefaults defaults = new SVGGeneratorContext.GraphicContextDefaults();
        defaults.setFont(new FixedFont(Font.PLAIN, Look.FONT_SIZE));
        context.setGraphicContextDefaults(defaults);
        context.setIDGenerator(new SVGIDGenerator() {
            @Override
            public String generateID(String prefix) {
                return idPrefix + "-" + super.generateID(prefix);
            }
        });
        return context;
    }
}
