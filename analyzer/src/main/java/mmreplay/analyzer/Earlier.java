package mmreplay.analyzer;

import java.io.IOException;
import java.nio.file.Path;
import mmreplay.reports.UnreadableFileException;

/** Reads files that earlier runs wrote; what is wrong with one ends the command in one line. */
final class Earlier {

    /** Reads one kind of file. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Path file) throws IOException;
    }

    private Earlier() {}

    static <T> T read(Path file, Reader<T> reader) throws ProblemException {
        try {
            return reader.read(file);
        } catch (UnreadableFileException e) {
            throw new ProblemException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new ProblemException(Problems.of(file, e), e);
        }
    }
}
