package mmreplay.analyzer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever can name a task or a file must not get at the terminal of whoever looks at the trace. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HostileTextTest {

    /** Clears the screen, turns the line around, and would be markup to picocli. */
    private static final String EVIL = "\u001b[2J\u202e@|red x|@";

    private static final String SHOWN = "\\u001b[2J\\u202e@|red x|@";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path trace() throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(Run.BUG))) {
            String text = new String(in.readAllBytes(), UTF_8);
            return Files.writeString(folder.resolve("trace.txt"), text.replace(" mbdone-204 ", " " + EVIL + "-204 "));
        }
    }

    private static void assertHarmless(String text) {
        assertThat(text.chars().filter(c -> c != '\n' && (c < ' ' || c == 0x202e || c == 0x7f)))
                .isEmpty();
    }

    @Test
    void a_task_s_name_reaches_the_terminal_as_escapes() throws IOException {
        Run run = Run.of("check", trace());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains(SHOWN + "-204");
        assertHarmless(run.out());
    }

    @Test
    void a_task_s_name_reaches_neither_report_raw() throws IOException {
        assertThat(Run.of("check", trace(), "--json", "-").report()).doesNotContain("\u001b", "\u202e");
        assertThat(Run.of("check", trace(), "--html", "-").report()).doesNotContain("\u001b", "\u202e");
    }

    @Test
    void a_file_s_name_reaches_the_terminal_as_escapes() throws IOException {
        Run missing = Run.of("check", folder.resolve(EVIL));
        assertThat(missing.err()).contains(SHOWN);
        assertHarmless(missing.err());
        Path named = Files.move(trace(), folder.resolve(EVIL));
        for (String command : new String[] {"check", "stats"}) {
            Run run = Run.of(command, named);
            assertThat(run.out()).contains(SHOWN);
            assertHarmless(run.out());
        }
    }

    @Test
    void an_argument_reaches_the_terminal_as_escapes() {
        assertHarmless(Run.of("check", "--only", EVIL, "x").err());
        assertHarmless(Run.of("check", "--" + EVIL).err());
        assertHarmless(Run.of("explain", EVIL).err());
        assertHarmless(Run.of(EVIL).err());
    }
}
