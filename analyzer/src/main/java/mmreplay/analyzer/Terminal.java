package mmreplay.analyzer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Help.Ansi;

/** Whether somebody is looking. */
final class Terminal {

    private static final Path STDERR = Path.of("/proc/self/fd/2");

    private Terminal() {}

    /** Standard error goes to a screen. Java knows only of input and output together; Linux knows of each, elsewhere no. */
    static boolean seesErrors() {
        if (!Files.isSymbolicLink(STDERR)) {
            return false;
        }
        try {
            String target = Files.readSymbolicLink(STDERR).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }

    /** Colour only on a screen, and never against NO_COLOR: picocli looks at both. */
    static Paint paint(boolean onErrors) {
        return new Paint(onErrors && !seesErrors() ? Ansi.OFF : Ansi.AUTO);
    }
}
