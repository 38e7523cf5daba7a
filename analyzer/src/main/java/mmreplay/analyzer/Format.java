package mmreplay.analyzer;

import java.io.IOException;
import java.io.OutputStream;

/**
 * One kind of file that a command can write.
 *
 * @param <T> what is written
 * @param option the option that asks for it, {@code --json}
 * @param what the end of "Write ...", for the help text
 * @param draws it shows charts
 * @param again it reads the inputs once more, so they must be files
 */
record Format<T>(String option, String what, boolean draws, boolean again, Writer<T> writer) {

    Format(String option, String what, Writer<T> writer) {
        this(option, what, false, false, writer);
    }

    /** Fills the file. The stream stays open. */
    @FunctionalInterface
    interface Writer<T> {
        void write(T content, OutputStream out) throws IOException;
    }
}
