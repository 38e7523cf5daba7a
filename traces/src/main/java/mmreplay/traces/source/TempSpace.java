package mmreplay.traces.source;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Set;

/**
 * The space that one temporary file may take: a few kilobytes can decompress to terabytes, and a stream need not end. Whatever
 * the limit, half of what is free on the disk stays free.
 *
 * @param limit in bytes
 */
public record TempSpace(long limit) {

    private static final long GIB = 1L << 30;

    /** Unless the user says otherwise: a trace of a hundred million events. */
    public static final TempSpace STANDARD = new TempSpace(16 * GIB);

    /** A new temporary file. It has no name any more as soon as it is open, so nothing stays behind, whatever happens. */
    static FileChannel create() throws IOException {
        Path file;
        try {
            file = Files.createTempFile("mmreplay", ".tmp");
        } catch (IOException e) {
            throw new FileSystemException(folder().toString(), null, "no temporary file can be made there; " + cure());
        }
        return FileChannel.open(
                file, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
    }

    /** How large a file may become that is begun now, in bytes. */
    Room room() throws IOException {
        long half = Files.getFileStore(folder()).getUsableSpace() / 2;
        return half < limit
                ? new Room(half, "half of what is free in " + folder() + " (" + size(half) + "); " + cure())
                : new Room(
                        limit,
                        "the " + size(limit) + " that one trace may take in " + folder()
                                + "; raise it with --temp-limit");
    }

    /**
     * How much is given.
     *
     * @param what of it is too little, and what to do
     */
    record Room(long bytes, String what) {}

    private static Path folder() {
        return Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    }

    static String cure() {
        return "choose another folder: java -Djava.io.tmpdir=FOLDER -jar mmreplay.jar";
    }

    private static String size(long bytes) {
        return bytes >= GIB && bytes % GIB == 0
                ? bytes / GIB + " GiB"
                : bytes >= 10 * GIB ? bytes / GIB + " GiB" : String.format(Locale.ROOT, "%,d bytes", bytes);
    }
}
