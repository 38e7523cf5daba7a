package mmreplay.traces.dialect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The dialects that ship with mmreplay. The list is the catalogue: nothing is searched for at run time. */
public final class Dialects {

    private static final List<String> SHIPPED = List.of(
            "mmstate", "kprobes-6.1", "tracepoints", "groundtruth", "lockdep", "vma-locks", "rwsem-kprobes", "eras");

    private Dialects() {}

    /** Every shipped dialect, in the order in which reports name them. */
    public static List<Dialect> shipped() {
        return SHIPPED.stream().map(Dialects::shipped).toList();
    }

    /**
     * A user's own dialect.
     *
     * @throws IllegalArgumentException if the file is no dialect
     */
    public static Dialect read(Path file) throws IOException {
        return DialectReader.read(file.toString(), Files.readAllBytes(file));
    }

    private static Dialect shipped(String name) {
        String resource = "/mmreplay/traces/dialects/" + name + ".json";
        try (InputStream in = Dialects.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + resource);
            }
            return DialectReader.read(name, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
