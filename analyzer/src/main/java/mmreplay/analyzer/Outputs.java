package mmreplay.analyzer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mmreplay.invariants.result.Result;
import mmreplay.reports.html.HtmlReport;
import mmreplay.reports.json.JsonReport;
import org.jspecify.annotations.Nullable;

/** The reports that were asked for: checked before the long work starts, written after it. */
final class Outputs {

    private static final Path STDOUT = Path.of("-");

    private final @Nullable Path html;
    private final @Nullable Path json;
    private final OutputStream stdout;

    Outputs(@Nullable Path html, @Nullable Path json, OutputStream stdout) {
        this.html = html;
        this.json = json;
        this.stdout = stdout;
    }

    /** A report takes standard output, so the summary must go elsewhere. */
    boolean toStdout() {
        return STDOUT.equals(html) || STDOUT.equals(json);
    }

    /** Why these outputs cannot be written, as far as one can know before; null if nothing speaks against it. */
    @Nullable
    String refusal(List<Path> traces) throws IOException {
        if (html != null && html.equals(json)) {
            return "--html and --json name the same file: " + html;
        }
        for (Path file : files()) {
            String refusal = refusal(file, traces);
            if (refusal != null) {
                return file + ": " + refusal;
            }
        }
        return null;
    }

    /** Why this file cannot be written, as far as one can know before; null if nothing speaks against it. */
    static @Nullable String refusal(Path file, List<Path> traces) throws IOException {
        if (Files.isDirectory(file)) {
            return "it is a directory; name a file in it";
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return "there is no such directory: " + folder;
        }
        boolean device = Files.exists(file) && !Files.isRegularFile(file);
        if (!Files.isWritable(device ? file : folder)) {
            return device ? "it may not be written" : "this directory may not be written to: " + folder;
        }
        for (Path trace : traces) {
            if (Files.exists(file) && Files.exists(trace) && Files.isSameFile(file, trace)) {
                return "it is the trace itself, which would be replaced";
            }
        }
        return null;
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        if (html != null && !html.equals(STDOUT)) {
            files.add(html);
        }
        if (json != null && !json.equals(STDOUT)) {
            files.add(json);
        }
        return files;
    }

    /** Writes the page, if one was asked for. JFreeChart is loaded here and nowhere else. */
    void html(Result result) throws FailedException {
        if (html != null) {
            try {
                if (html.equals(STDOUT)) {
                    HtmlReport.write(result, RulePages::of, stdout);
                    stdout.flush();
                } else {
                    HtmlReport.write(result, RulePages::of, html);
                }
            } catch (IOException e) {
                throw new FailedException(html, e);
            }
        }
    }

    /** Writes the JSON result, if one was asked for. */
    void json(Result result) throws FailedException {
        if (json != null) {
            try {
                if (json.equals(STDOUT)) {
                    JsonReport.write(result, stdout);
                    stdout.flush();
                } else {
                    JsonReport.write(result, json);
                }
            } catch (IOException e) {
                throw new FailedException(json, e);
            }
        }
    }

    /** For the end of the summary; empty if there is none. */
    List<String> written() {
        return files().stream().map(Path::toString).toList();
    }

    /** A report could not be written. */
    static final class FailedException extends Exception {
        private static final long serialVersionUID = 1L;

        FailedException(Path file, IOException cause) {
            super(
                    file.equals(STDOUT) ? Problems.of(Path.of("standard output"), cause) : Problems.of(file, cause),
                    cause);
        }
    }
}
