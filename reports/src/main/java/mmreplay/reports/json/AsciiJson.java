package mmreplay.reports.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * JSON in ASCII: a hostile task name cannot reach the terminal of whoever looks at the file with {@code cat}, and a lone
 * surrogate from a damaged trace cannot end the writing.
 */
public final class AsciiJson {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .enable(StreamWriteFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private AsciiJson() {}

    /** What is written to the generator. */
    @FunctionalInterface
    public interface Content {
        void writeTo(JsonGenerator json) throws IOException;
    }

    /**
     * Writes one value over several lines, indented, with a line feed at the end. The stream stays open.
     *
     * @throws IOException if the stream fails
     */
    public static void pretty(OutputStream out, Content content) throws IOException {
        write(out, printer(), content);
    }

    /**
     * Writes one value with no spaces in it, for files that no person reads. The stream stays open.
     *
     * @throws IOException if the stream fails
     */
    public static void compact(OutputStream out, Content content) throws IOException {
        write(out, null, content);
    }

    private static void write(OutputStream out, @Nullable PrettyPrinter printer, Content content) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.US_ASCII));
        try (JsonGenerator json = FACTORY.createGenerator(writer)) {
            if (printer != null) {
                json.setPrettyPrinter(printer);
            }
            content.writeTo(json);
            json.writeRaw('\n');
        }
        writer.flush();
    }

    /** The default one ends lines as the machine does. */
    private static DefaultPrettyPrinter printer() {
        DefaultIndenter indent = new DefaultIndenter("  ", "\n");
        Separators separators = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        return new DefaultPrettyPrinter(separators).withObjectIndenter(indent).withArrayIndenter(indent);
    }
}
