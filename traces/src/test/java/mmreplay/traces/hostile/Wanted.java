package mmreplay.traces.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the command line asks of a run of mutations. */
public final class Wanted {

    private static final Path IN_MEMORY = Path.of("/dev/shm");

    private Wanted() {}

    /** How many mutations. */
    public static long mutations(long otherwise) {
        return Long.getLong("mmreplay.mutations", otherwise);
    }

    /** The seed of the first one. */
    public static long seed() {
        return Long.getLong("mmreplay.seed", 1);
    }

    /** The folders of the files to damage: {@code always}, and the one that is named. */
    public static List<Path> folders(Path always) {
        String named = System.getProperty("mmreplay.traces", "");
        return named.isEmpty() ? List.of(always) : List.of(always, Path.of(named));
    }

    /** A new folder for the damaged files: each is written and read once, so not to a disk if that can be. */
    public static Path folder() throws IOException {
        boolean inMemory = Files.isDirectory(IN_MEMORY) && Files.isWritable(IN_MEMORY);
        Path folder =
                inMemory ? Files.createTempDirectory(IN_MEMORY, "mmreplay") : Files.createTempDirectory("mmreplay");
        folder.toFile().deleteOnExit();
        folder.resolve("damaged").toFile().deleteOnExit();
        return folder;
    }
}
