package mmreplay.analyzer;

import java.io.IOException;
import java.io.OutputStream;

/**
 * One kind of file that a command can write.
 *
 * @param <T> what is written
 * @param option the option that asks for it, {@code --json}
 * @param what the end of "Write ...", for the help text
 */
record Format<T>(String option, String what, Writer<T> writer) {

    /** Fills the file. The stream stays open. */
    @FunctionalInterface
    interface Writer<T> {
        void write(T content, OutputStream out) throws IOException;
    }
}
