package mmreplay.reports.adequacy;

import java.io.IOException;
import java.io.OutputStream;
import mmreplay.reports.html.HtmlReport;

/** Writes what the trials came to as one HTML page without script, in the look of the report. */
public final class AdequacyHtml {

    private AdequacyHtml() {}

    /**
     * Writes to a stream, UTF-8. The stream stays open.
     *
     * @throws IOException if the stream fails
     */
    public static void write(Adequacy adequacy, OutputStream out) throws IOException {
        HtmlReport.render("adequacy.jte", AdequacyPages.of(adequacy), out);
    }
}
