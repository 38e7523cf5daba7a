package mmreplay.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AsideFileTest {

    @Test
    void replaces_what_was_there(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("report"), "old");
        AsideFile.write(file, out -> out.write("new".getBytes(StandardCharsets.UTF_8)));
        assertThat(file).hasContent("new");
        assertThat(folder.toFile().list()).containsExactly("report");
    }

    @Test
    void a_failure_leaves_the_old_file_and_nothing_else(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("report"), "old");
        assertThatThrownBy(() -> AsideFile.write(file, out -> {
                    out.write(1);
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");
        assertThat(file).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("report");
    }

    @Test
    void a_link_keeps_pointing_to_its_file(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("real"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        AsideFile.write(link, out -> out.write("new".getBytes(StandardCharsets.UTF_8)));
        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("new");
    }

    @Test
    void a_device_is_written_not_replaced() throws IOException {
        Path device = Path.of("/dev/null");
        if (Files.exists(device)) {
            AsideFile.write(device, out -> out.write(1));
            assertThat(Files.isRegularFile(device)).isFalse();
        }
    }
}
