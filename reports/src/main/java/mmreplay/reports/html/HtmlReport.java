package mmreplay.reports.html;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateException;
import gg.jte.output.WriterOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Function;
import mmreplay.invariants.result.Result;
import mmreplay.reports.AsideFile;

/**
 * Writes a result as one HTML page for people: self-contained, the same bytes for the same result.
 *
 * <pre>{@code
 * HtmlReport.write(result, ruleId -> catalogue.page(ruleId), Path.of("report.html"));
 * }</pre>
 */
public final class HtmlReport {

    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(
            null, ContentType.Html, HtmlReport.class.getClassLoader(), "mmreplay.reports.html");

    private HtmlReport() {}

    /**
     * Writes the file whole or not at all.
     *
     * @param pages from a rule's id to the Markdown of its page; empty text for a rule that has none
     * @throws IOException if the file cannot be written
     */
    public static void write(Result result, Function<String, String> pages, Path file) throws IOException {
        AsideFile.write(file, out -> write(result, pages, out));
    }

    /**
     * Writes to a stream, UTF-8. The stream stays open.
     *
     * @param pages as in {@link #write(Result, Function, Path)}
     * @throws IOException if the stream fails
     */
    public static void write(Result result, Function<String, String> pages, OutputStream out) throws IOException {
        render("page.jte", new PageBuilder(result, pages).build(), out);
    }

    /** The look of the report's pages. */
    public static String css() {
        return Scripts.css();
    }

    /**
     * Writes a page to a stream, UTF-8. The stream stays open.
     *
     * @param template one of this module's
     * @throws IOException if the stream fails
     */
    public static void render(String template, Object page, OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        try {
            TEMPLATES.render(template, page, new WriterOutput(writer));
        } catch (UncheckedIOException | TemplateException e) {
            throw failure(e);
        }
        writer.flush();
    }

    /** A full disk in the middle of the page: jte wraps what the stream threw, once or twice. */
    private static IOException failure(RuntimeException wrapped) {
        for (Throwable cause = wrapped.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException failure) {
                return failure;
            }
        }
        throw wrapped;
    }
}
