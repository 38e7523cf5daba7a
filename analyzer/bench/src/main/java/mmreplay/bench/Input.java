package mmreplay.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import mmreplay.analyzer.simulate.SimulateOptions;
import mmreplay.analyzer.simulate.Simulation;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.convert.Conversion;
import mmreplay.traces.convert.Target;
import mmreplay.traces.rows.Form;
import mmreplay.traces.source.FileTrace;
import mmreplay.traces.source.TraceOptions;

/** A trace in a temporary folder, with what lies beside it. */
final class Input implements AutoCloseable {

    private static final String BASES = "vmemmap_base=0xffffea0000000000\npage_offset_base=0xffff888000000000\n";

    private final Path folder;
    private final Path trace;

    private Input(Path folder, Path trace) {
        this.folder = folder;
        this.trace = trace;
    }

    /**
     * Makes one.
     *
     * @param name {@code simulated}, the name of a folder in {@code traces/samples}, or a file's path
     */
    static Input of(String name) throws IOException, UnusableTraceException {
        Path folder = Files.createTempDirectory("mmreplay-bench");
        Path trace = folder.resolve("trace.txt");
        if (name.equals("simulated")) {
            Files.writeString(folder.resolve("bases"), BASES);
            try (Simulation simulation = new Simulation(new SimulateOptions(300_000, 2, 7, Set.of(), 0));
                    OutputStream out = new BufferedOutputStream(Files.newOutputStream(trace))) {
                new Conversion(simulation, Target.TRACEFS, Optional.empty()).run(out, bytes -> {});
            }
            return new Input(folder, trace);
        }
        if (Files.isRegularFile(Path.of(name))) {
            return new Input(folder, Path.of(name).toAbsolutePath());
        }
        Path sample = samples().resolve(name);
        try (InputStream in = new GZIPInputStream(Files.newInputStream(sample.resolve("trace.txt.gz")))) {
            Files.copy(in, trace);
        }
        for (String beside : new String[] {"bases", "uname", "kprobe_profile"}) {
            if (Files.exists(sample.resolve(beside))) {
                Files.copy(sample.resolve(beside), folder.resolve(beside));
            }
        }
        return new Input(folder, trace);
    }

    /** {@code traces/samples}, from the repository's top or any folder in it. */
    private static Path samples() throws IOException {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path samples = at.resolve("traces").resolve("samples");
            if (Files.isDirectory(samples)) {
                return samples;
            }
        }
        throw new IOException("no traces/samples here or above; run this in the repository");
    }

    Path trace() {
        return trace;
    }

    /** The same trace in another format, with the events as they were printed. */
    Path as(Target target) throws IOException, UnusableTraceException {
        Path converted = folder.resolve("converted." + target.name());
        try (FileTrace from = new FileTrace(trace, TraceOptions.STANDARD);
                OutputStream out = Files.newOutputStream(converted)) {
            new Conversion(from, target, Optional.of(Form.RAW)).run(out, bytes -> {});
        }
        return converted;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(Input::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
