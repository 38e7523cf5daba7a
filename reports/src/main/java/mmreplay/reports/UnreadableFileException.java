package mmreplay.reports;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file that is not what it should be. The message names the file, the line if there is one, and what is wrong there. */
public final class UnreadableFileException extends IOException {

    private static final long serialVersionUID = 1L;

    public UnreadableFileException(String message) {
        super(message);
    }

    /** What a parser says, without the lines and the places that mean something to the parser alone. */
    public static String inOneLine(@Nullable String message) {
        return String.valueOf(message)
                .replaceAll("\\s+", " ")
                .replaceAll(" \\((start marker at|for |class ).*", "")
                .replaceAll("`(\\w+\\.)+([\\w$]+)`", "$2");
    }
}
