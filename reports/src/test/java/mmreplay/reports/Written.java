package mmreplay.reports;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import mmreplay.invariants.result.Result;
import mmreplay.reports.csv.CsvReport;
import mmreplay.reports.html.HtmlReport;
import mmreplay.reports.json.JsonReport;
import mmreplay.reports.junit.JunitReport;
import mmreplay.reports.ktap.KtapReport;
import mmreplay.reports.sarif.SarifReport;

/** What the outputs write of a result, as text. */
public final class Written {

    /** Writes one output. */
    @FunctionalInterface
    public interface Output {
        void write(Result result, OutputStream out) throws IOException;
    }

    /** Every output that goes to a file, by the name of its option. */
    public static final Map<String, Output> OUTPUTS = outputs();

    private Written() {}

    private static Map<String, Output> outputs() {
        Map<String, Output> outputs = new LinkedHashMap<>();
        outputs.put("html", (result, out) -> HtmlReport.write(result, Fixtures::page, out));
        outputs.put("json", JsonReport::write);
        outputs.put("junit", JunitReport::write);
        outputs.put("ktap", KtapReport::write);
        outputs.put("sarif", (result, out) -> SarifReport.write(result, Fixtures::page, out));
        outputs.put("csv", CsvReport::write);
        return outputs;
    }

    /** What the output of this name writes. */
    public static String text(String name, Result result) throws IOException {
        return text(Objects.requireNonNull(OUTPUTS.get(name), name), result);
    }

    public static String text(Output output, Result result) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        output.write(result, out);
        return out.toString(UTF_8);
    }
}
