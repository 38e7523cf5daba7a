package mmreplay.invariants.loss;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import mmreplay.traces.TraceFile;
import mmreplay.traces.TraceReader;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.sidecar.Sidecars;

/** Cuts of recorded traces: {@code -Dmmreplay.traces=FOLDER} takes them from all below it, else from the bundled samples. */
public final class RealTraces {

    /** A cut from farther behind takes too long to come by. */
    private static final int MOST = 60_000;

    private static final Map<Path, Integer> COUNTED = new ConcurrentHashMap<>();

    private RealTraces() {}

    private static int events(Path file) throws IOException, UnusableTraceException {
        Integer known = COUNTED.get(file);
        if (known != null) {
            return known;
        }
        int events = 0;
        try (TraceReader reader = TraceFile.open(file)) {
            TraceReader.Step step = reader.next();
            for (; step != TraceReader.Step.END && events < MOST; step = reader.next()) {
                events += step == TraceReader.Step.EVENT ? 1 : 0;
            }
        }
        COUNTED.put(file, events);
        return events;
    }

    /** Every {@code trace.txt.gz}, in the order of the paths. */
    public static List<Path> files() {
        Path folder = Path.of(System.getProperty("mmreplay.traces", "../traces/samples"));
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> found =
                    files.filter(file -> file.endsWith("trace.txt.gz")).sorted().toList();
            if (found.isEmpty()) {
                throw new IllegalStateException("no trace.txt.gz below " + folder);
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of a file's text. */
    static String text(Path file) {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A cut of so many events of one file, from where the seed says. */
    public static Recording cut(Path file, int events, long seed) throws IOException, UnusableTraceException {
        Sidecars sidecars = Sidecars.beside(file);
        int from = new SplittableRandom(seed).nextInt(Math.max(1, Math.min(events(file), MOST) - events + 1));
        try (TraceReader reader = TraceFile.open(file)) {
            Path folder = file.toAbsolutePath().getParent();
            String name = (folder == null ? file : folder.getFileName()) + " from event " + from;
            return Recording.read(name, reader, from, from + events, 1, sidecars.bases(), sidecars.kernel());
        }
    }
}
