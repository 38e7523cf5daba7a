package mmreplay.reports;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a file beside its place and moves it there when it is whole: whoever polls for the report never reads half of one,
 * and a failed run leaves the last good one alone.
 */
public final class AsideFile {

    /** More left-overs than this of one name are somebody's problem, not a collision. */
    private static final int ATTEMPTS = 100;

    private AsideFile() {}

    /** What fills the file. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Fills {@code file}, replacing what was there. A symbolic link keeps pointing to the file that it points to; devices and
     * pipes ({@code /dev/null}, {@code /dev/stdout}) are written straight, since a rename would replace them.
     *
     * @throws IOException if the folder cannot be written to or the content fails; nothing is left behind
     */
    public static void write(Path file, Content content) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                content.writeTo(out);
            }
            return;
        }
        Path target = Files.isSymbolicLink(file) && Files.exists(file) ? file.toRealPath() : file;
        Path aside = create(target);
        boolean moved = false;
        try {
            try (OutputStream out = new BufferedOutputStream(
                    Files.newOutputStream(aside, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
                content.writeTo(out);
            }
            move(aside, target);
            moved = true;
        } finally {
            if (!moved) {
                Files.deleteIfExists(aside);
            }
        }
    }

    /** Not createTempFile: that gives mode 0600, and a CI server must be able to read its artifacts. */
    private static Path create(Path target) throws IOException {
        String name = "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".";
        for (int i = 0; ; i++) {
            try {
                return Files.createFile(target.resolveSibling(name + i + ".part"));
            } catch (FileAlreadyExistsException e) {
                if (i == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static void move(Path aside, Path target) throws IOException {
        try {
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(aside, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
