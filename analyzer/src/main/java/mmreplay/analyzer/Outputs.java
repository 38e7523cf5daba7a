package mmreplay.analyzer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mmreplay.reports.AsideFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The files that a command was asked for: options of the command line first, checked before the long work starts, written after
 * it. One that cannot be written does not stop the others.
 *
 * @param <T> what is written
 */
final class Outputs<T> {

    private static final Path STDOUT = Path.of("-");

    private final List<Asked<T>> files = new ArrayList<>();
    private final OutputStream stdout;

    /** A format, and where it goes. */
    private record Asked<T>(Format<T> format, Path file) {
        boolean isStdout() {
            return file.equals(STDOUT);
        }
    }

    /** Adds an option for each format to a command. */
    static <T> void addOptions(CommandSpec spec, List<Format<T>> formats) {
        for (Format<T> format : formats) {
            spec.addOption(OptionSpec.builder(format.option())
                    .paramLabel("FILE")
                    .type(Path.class)
                    .description("Write " + format.what() + "; - is standard output.")
                    .build());
        }
    }

    /** What the command line asks for. */
    Outputs(CommandSpec spec, List<Format<T>> formats, OutputStream stdout) {
        this.stdout = stdout;
        for (Format<T> format : formats) {
            Path file = spec.findOption(format.option()).getValue();
            if (file != null) {
                files.add(new Asked<>(format, file));
            }
        }
    }

    /** Nothing was asked for. */
    boolean none() {
        return files.isEmpty();
    }

    /** One of them shows charts. */
    boolean drawn() {
        return files.stream().anyMatch(asked -> asked.format().draws());
    }

    /** An output takes standard output, so the summary must go elsewhere. */
    boolean toStdout() {
        return files.stream().anyMatch(Asked::isStdout);
    }

    /** Why these files cannot be written, as far as one can know before; null if nothing speaks against it. */
    @Nullable
    String refusal(List<Path> inputs) throws IOException {
        Map<Path, String> places = new LinkedHashMap<>();
        for (Asked<T> asked : files) {
            Path file = asked.file();
            String option = asked.format().option();
            String other = places.put(file.equals(STDOUT) ? file : place(file), option);
            if (other != null) {
                return other + " and " + option + " name the same file: " + file;
            }
            if (asked.format().again() && inputs.stream().anyMatch(input -> !readableAgain(input))) {
                return option + " reads its traces twice, and a pipe brings its trace once: save it to a file first";
            }
            String refusal = file.equals(STDOUT) ? null : refusal(file, inputs);
            if (refusal != null) {
                return file + ": " + refusal;
            }
        }
        return null;
    }

    /** What does not exist is refused elsewhere. */
    private static boolean readableAgain(Path input) {
        return !input.equals(STDOUT) && (Files.isRegularFile(input) || !Files.exists(input));
    }

    /** Where the file will be, by whatever name. */
    private static Path place(Path file) throws IOException {
        return Files.exists(file) ? file.toRealPath() : file.toAbsolutePath().normalize();
    }

    /** Why this one file cannot be written; null if nothing speaks against it. */
    static @Nullable String refusal(Path file, List<Path> inputs) throws IOException {
        if (Files.isDirectory(file)) {
            return "it is a directory; name a file in it";
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return "there is no such directory: " + folder;
        }
        boolean device = Files.exists(file) && !Files.isRegularFile(file);
        if (!Files.isWritable(device ? file : folder)) {
            return device ? "it may not be written" : "this directory may not be written to: " + folder;
        }
        for (Path input : inputs) {
            if (Files.exists(file) && Files.exists(input) && Files.isSameFile(file, input)) {
                return "it is the trace itself, which would be replaced";
            }
        }
        return null;
    }

    /** Writes the files, all but standard output. Returns what went wrong, one line each. */
    List<String> writeFiles(T content) {
        List<String> problems = new ArrayList<>();
        for (Asked<T> asked : List.copyOf(files)) {
            Path file = asked.file();
            if (!file.equals(STDOUT)) {
                try {
                    AsideFile.write(file, out -> asked.format().writer().write(content, out));
                } catch (IOException e) {
                    problems.add(Problems.of(file, e));
                    files.remove(asked);
                }
            }
        }
        return problems;
    }

    /** Writes to standard output, if that was asked for. Returns what went wrong, null if nothing did. */
    @Nullable
    String writeStdout(T content) {
        for (Asked<T> asked : files) {
            if (asked.isStdout()) {
                try {
                    asked.format().writer().write(content, stdout);
                    stdout.flush();
                } catch (IOException e) {
                    return Problems.of(Path.of("standard output"), e);
                }
            }
        }
        return null;
    }

    /** The files that were written, for the end of the summary. */
    List<String> written() {
        return files.stream()
                .filter(asked -> !asked.isStdout())
                .map(asked -> asked.file().toString())
                .toList();
    }

    /** A file could not be written. */
    static final class FailedException extends Exception {
        private static final long serialVersionUID = 1L;

        FailedException(Path file, IOException cause) {
            super(
                    file.equals(STDOUT) ? Problems.of(Path.of("standard output"), cause) : Problems.of(file, cause),
                    cause);
        }
    }
}
