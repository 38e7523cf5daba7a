package mmreplay.analyzer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import picocli.CommandLine;

/**
 * One run of the program within the test's process.
 *
 * @param out the summary's text on standard output
 * @param report a report's bytes on standard output
 */
record Run(int exit, String out, String err, String report) {

    /** THE sample: a real kernel with the swap-in race of 2010. */
    static final Path BUG = sample("bug-aba-ksm");

    /** A stock kernel without a bug. */
    static final Path CORRECT = sample("debian-fork-cow");

    private static Path sample(String name) {
        return Path.of("..", "traces", "samples", name, "trace.txt.gz");
    }

    static Run of(Object... arguments) {
        return with(Map.of(), InputStream.nullInputStream(), arguments);
    }

    /** @param in standard input */
    static Run of(InputStream in, Object... arguments) {
        return with(Map.of(), in, arguments);
    }

    static Run with(Map<String, String> environment, InputStream in, Object... arguments) {
        ByteArrayOutputStream report = new ByteArrayOutputStream();
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine program = Main.program(new Standard(in, report, Interruption.none(), environment))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        int exit =
                program.execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
        return new Run(exit, out.toString(), err.toString(), report.toString(UTF_8));
    }
}
