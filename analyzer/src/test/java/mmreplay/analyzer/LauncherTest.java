package mmreplay.analyzer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** bin/mmreplay with a jar that stands for the built one: it names the classes of this test run. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LauncherTest {

    private static final Path LAUNCHER = Path.of("bin", "mmreplay").toAbsolutePath();

    /** Java adds what it was told by this to its own options, and prints which. */
    private static final String WHICH_OPTIONS = "-XX:+PrintFlagsFinal";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path program;

    @BeforeEach
    void installs_it_in_a_folder_with_a_blank() throws IOException {
        assumeTrue(File.separatorChar == '/', "a POSIX shell is needed");
        Path installed = Files.createDirectory(folder.resolve("my tools"));
        program = Files.copy(LAUNCHER, installed.resolve("mmreplay"), StandardCopyOption.COPY_ATTRIBUTES);
        jar(installed.resolve("mmreplay.jar"));
    }

    private static void jar(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
        attributes.put(
                Attributes.Name.CLASS_PATH,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    }

    private int run(String javaOptions, Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().put("JDK_JAVA_OPTIONS", javaOptions);
        Process process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    private String text(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    private List<String> flag(String name) throws IOException {
        return text("out")
                .lines()
                .filter(line -> line.contains(" " + name + " "))
                .map(line -> line.replaceAll("^.*= (\\S+) .*$", "$1"))
                .toList();
    }

    /** 1: C1 alone; 4: C2, too. */
    private String lastCompiler(Object... arguments) throws IOException, InterruptedException {
        List<Object> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        run(WHICH_OPTIONS, command.toArray());
        assertThat(flag("TieredStopAtLevel")).hasSize(1);
        return flag("TieredStopAtLevel").get(0);
    }

    @Test
    void it_passes_on_arguments_output_and_exit_code() throws IOException, InterruptedException {
        Path result = folder.resolve("a result.json");
        assertThat(run("", program, "check", Run.BUG.toAbsolutePath(), "--json", result))
                .isEqualTo(1);
        assertThat(text("out")).startsWith("1 violation");
        assertThat(result).isNotEmptyFile();
        assertThat(run("", program, "check", "no such trace.txt")).isEqualTo(2);
        assertThat(text("err")).contains("no such trace.txt");
        assertThat(text("out")).isEmpty();
    }

    @Test
    void it_finds_the_jar_through_a_symbolic_link() throws IOException, InterruptedException {
        Path link = Files.createSymbolicLink(folder.resolve("mm"), folder.relativize(program));
        assertThat(run("", link, "--version")).isZero();
        assertThat(text("out")).startsWith("mmreplay ");
    }

    @Test
    void without_a_jar_it_says_what_to_do() throws IOException, InterruptedException {
        Files.delete(program.resolveSibling("mmreplay.jar"));
        assertThat(run("", program, "--version")).isEqualTo(2);
        assertThat(text("err"))
                .startsWith("mmreplay: there is no mmreplay.jar in ")
                .hasLineCount(1);
    }

    @Test
    void an_archive_that_does_not_fit_changes_nothing() throws IOException, InterruptedException {
        assertThat(run("", program, "explain", "AV-1")).isZero();
        String without = text("out");
        Files.writeString(program.resolveSibling("mmreplay.jsa"), "of another Java VM");
        assertThat(run("", program, "explain", "AV-1")).isZero();
        assertThat(text("out")).isEqualTo(without);
        assertThat(text("err")).doesNotContain("archive", "warning");
    }

    @Test
    void only_a_short_trace_does_without_the_second_compiler() throws IOException, InterruptedException {
        assertThat(run(WHICH_OPTIONS, program, "stats", "--no-rules", Run.BUG.toAbsolutePath()))
                .isZero();
        assertThat(flag("TieredStopAtLevel")).containsExactly("1");
        assertThat(flag("UseSerialGC")).containsExactly("true");

        // A pipe may bring any number of events.
        assertThat(lastCompiler("stats", "--no-rules", "-")).isEqualTo("4");
        assertThat(flag("Tier4InvocationThreshold")).containsExactly("50000");
    }

    private Path zeros(String name, int mebibytes) throws IOException {
        Path zeros = folder.resolve(name);
        try (RandomAccessFile file = new RandomAccessFile(zeros.toFile(), "rw")) {
            file.setLength((long) mebibytes << 20);
        }
        return zeros;
    }

    @Test
    void without_rules_a_trace_is_short_for_longer() throws IOException, InterruptedException {
        Path zeros = zeros("zeros.txt", 100);
        assertThat(lastCompiler("stats", "--no-rules", zeros)).isEqualTo("1");
        assertThat(lastCompiler("stats", zeros)).isEqualTo("4");
        assertThat(flag("C1UpdateMethodData")).containsExactly("true");
    }

    @Test
    void only_the_digest_of_a_middling_trace_is_the_second_compilers() throws IOException, InterruptedException {
        assertThat(lastCompiler("check", zeros("few.txt", 10))).isEqualTo("1");
        assertThat(lastCompiler("check", zeros("some.txt", 100))).isEqualTo("4");
        assertThat(flag("C1UpdateMethodData")).containsExactly("false");
        assertThat(flag("Tier4InvocationThreshold")).containsExactly("1000000000");
        assertThat(lastCompiler("check", zeros("many.txt", 200))).isEqualTo("4");
        assertThat(flag("C1UpdateMethodData")).containsExactly("true");
        assertThat(flag("Tier4InvocationThreshold")).containsExactly("50000");
    }

    @Test
    void a_packed_trace_dat_holds_more_than_its_size_tells() throws IOException, InterruptedException {
        Path dat = zeros("zeros.dat", 10);
        assertThat(lastCompiler("stats", dat)).isEqualTo("1");
        try (RandomAccessFile file = new RandomAccessFile(dat.toFile(), "rw")) {
            file.seek(20);
            file.write("zstd".getBytes(US_ASCII));
        }
        assertThat(lastCompiler("stats", dat)).isEqualTo("4");
    }

    @Test
    void what_the_java_vm_says_of_its_options_is_no_output() throws IOException, InterruptedException {
        // So little memory does not fit the options for long traces.
        assertThat(run("-Xmx16m", program, "schema")).isZero();
        assertThat(text("out")).startsWith("{");
        assertThat(text("err")).isEqualTo("NOTE: Picked up JDK_JAVA_OPTIONS: -Xmx16m\n");
    }
}
