package mmreplay.analyzer;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import mmreplay.reports.text.Visible;
import mmreplay.traces.UnusableTraceException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Whatever goes wrong, in one line for whoever typed the command. Never a stack trace. */
final class Problems {

    private static final String OURS = "mmreplay.";

    private Problems() {}

    /** As every message of the program begins; safe for terminals. */
    static String line(String problem) {
        return "mmreplay: " + Visible.of(problem);
    }

    /** The message names the file already. */
    static String of(UnusableTraceException problem) {
        return String.valueOf(problem.getMessage());
    }

    /** File system exceptions say little more than a path, which is said already. */
    static String of(Path file, IOException problem) {
        return file + ": " + reason(problem);
    }

    private static String reason(IOException problem) {
        if (problem instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (problem instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        String reason = problem instanceof FileSystemException inFileSystem ? inFileSystem.getReason() : null;
        if (reason == null) {
            reason = problem.getMessage();
        }
        return reason == null ? problem.getClass().getSimpleName() : reason;
    }

    /** A bug of ours: where it happened is all that a report of it needs. */
    static String of(Throwable bug) {
        String where = List.of(bug.getStackTrace()).stream()
                .filter(frame -> frame.getClassName().startsWith(OURS))
                .findFirst()
                .map(frame -> " at " + frame)
                .orElse("");
        return "internal error, please report it: " + bug + where;
    }

    /** Picocli's handler for what a command threw. */
    static int thrown(Exception problem, CommandLine command, ParseResult parsed) {
        boolean told = problem instanceof ProblemException;
        command.getErr().println(line(told ? String.valueOf(problem.getMessage()) : of(problem)));
        return ExitCode.UNUSABLE.number();
    }

    /** Picocli's handler for a wrong command line: the whole help text would push the message off the screen. */
    static int misused(ParameterException problem, String[] arguments) {
        CommandLine command = problem.getCommandLine();
        command.getErr().println(line(String.valueOf(problem.getMessage())));
        if (problem instanceof UnmatchedArgumentException unmatched) {
            List<String> meant = unmatched.getSuggestions();
            if (!meant.isEmpty()) {
                command.getErr().println("Did you mean: " + String.join(", ", meant) + "?");
            }
        }
        command.getErr().println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.UNUSABLE.number();
    }
}
