package mmreplay.reports.compare;

import java.io.IOException;
import java.io.OutputStream;
import mmreplay.reports.html.HtmlReport;

/** Writes a comparison as one HTML page without script, in the look of the report. */
public final class CompareHtml {

    private CompareHtml() {}

    /**
     * Writes to a stream, UTF-8. The stream stays open.
     *
     * @throws IOException if the stream fails
     */
    public static void write(Comparison comparison, OutputStream out) throws IOException {
        HtmlReport.render("compare.jte", ComparePages.of(comparison), out);
    }
}
