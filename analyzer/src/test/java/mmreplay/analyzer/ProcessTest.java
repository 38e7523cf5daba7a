package mmreplay.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own can show. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProcessTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private int run(List<String> options, Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Process process = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    private String text(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    @Test
    void a_check_without_a_page_loads_no_charts() throws IOException, InterruptedException {
        List<String> log = List.of("-Xlog:class+load:file=" + folder.resolve("classes"));
        assertThat(run(log, "check", Run.BUG, "--json", folder.resolve("result.json")))
                .isEqualTo(1);
        assertThat(text("classes")).contains("mmreplay.analyzer.Main").doesNotContain("org.jfree", "gg.jte");
        assertThat(text("out")).startsWith("1 violation");
        assertThat(text("err")).isEmpty();
    }
}
