package mmreplay.traces.dialect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The dialects that ship with mmreplay. The list is the catalogue: nothing is searched for at run time. */
public final class Dialects {

    private static final List<String> SHIPPED = List.of(
            "mmstate", "kprobes-6.1", "tracepoints", "groundtruth", "lockdep", "vma-locks", "rwsem-kprobes", "eras");

    private Dialects() {}

    /** Every shipped dialect, in the order in which reports name them. */
    public static List<Dialect> shipped() {
        List<Dialect> dialects = new ArrayList<>();
        for (int i = 0; i < SHIPPED.size(); i++) {
            dialects.add(DialectReader.read(SHIPPED.get(i), Trees.ALL.get(i)));
        }
        return dialects;
    }

    /** Read once, though every mapper has dialects of its own: they remember what they saw. */
    private static final class Trees {
        static final List<Json> ALL = SHIPPED.stream().map(Dialects::shipped).toList();
    }

    /**
     * A user's own dialect.
     *
     * @throws IllegalArgumentException if the file is no dialect
     */
    public static Dialect read(Path file) throws IOException {
        return DialectReader.read(file.toString(), Files.readAllBytes(file));
    }

    private static Json shipped(String name) {
        String resource = "/mmreplay/traces/dialects/" + name + ".json";
        try (InputStream in = Dialects.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + resource);
            }
            return DialectReader.parse(name, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
