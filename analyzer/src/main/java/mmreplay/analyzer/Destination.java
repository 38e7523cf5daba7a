package mmreplay.analyzer;

import java.nio.file.Path;
import java.util.Optional;
import mmreplay.traces.convert.Target;
import mmreplay.traces.rows.Form;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Where a trace is written, and how.
 *
 * @param form empty where the trace itself decides
 */
record Destination(Path file, Target target, Optional<Form> form) {

    /** What {@code -o} takes. */
    static final String FILE =
            "Where to: .csv, .jsonl, .txt (as tracefs prints it) or .std, each with .gz if wished; - is standard output.";

    /**
     * As the options say.
     *
     * @param to the format; without it the file's name tells
     * @throws ParameterException if that cannot be
     */
    static Destination of(CommandLine command, Path file, @Nullable Target to, @Nullable Form form) {
        Target target = to != null ? to : ofName(command, file);
        if (form != null && !target.onlyForm().orElse(form).equals(form)) {
            throw new ParameterException(command, target + " holds one form only; leave --form out");
        }
        return new Destination(file, target, Optional.ofNullable(form));
    }

    private static Target ofName(CommandLine command, Path file) {
        return Target.ofName(String.valueOf(file.getFileName()))
                .orElseThrow(() -> new ParameterException(
                        command,
                        file + ": its name does not tell the format; name it .csv, .jsonl, .txt or .std, or say --to"));
    }
}
