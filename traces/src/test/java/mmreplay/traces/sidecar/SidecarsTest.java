package mmreplay.traces.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mmreplay.traces.dialect.Bases;
import mmreplay.traces.event.KernelVersion;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SidecarsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private Sidecars beside(String... namesAndTexts) throws IOException {
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            Files.writeString(folder.resolve(namesAndTexts[i]), namesAndTexts[i + 1]);
        }
        return Sidecars.beside(folder.resolve("trace.txt"));
    }

    @Test
    void a_trace_alone_has_none() throws IOException {
        assertThat(beside()).isEqualTo(Sidecars.NONE);
    }

    @Test
    void each_file_says_what_it_is_for() throws IOException {
        Sidecars sidecars = beside(
                "bases", "vmemmap_base=0xffffea0000000000\npage_offset_base=0xffff888000000000\n",
                "kprobe_profile", "  folio_unlock   100    7\n  mlock_folio  5  0\n",
                "uname", "Linux (none) 6.1.0-56-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6.1.192-2 x86_64 GNU/Linux\n");
        assertThat(sidecars.bases()).isEqualTo(new Bases(0xffffea0000000000L, 0xffff888000000000L));
        assertThat(sidecars.misses()).isEqualTo(Map.of("folio_unlock", 7L));
        assertThat(sidecars.kernel()).hasValue(new KernelVersion(6, 1));
        assertThat(sidecars.used()).isEqualTo(List.of("bases", "kprobe_profile", "uname"));
    }

    @Test
    void the_first_word_that_is_a_version_is_the_kernel_s() throws IOException {
        assertThat(beside("uname", "6.12.117+deb12-amd64\n").kernel()).hasValue(new KernelVersion(6, 12));
        assertThat(beside("uname", "Linux host v x86_64\n").kernel()).isEmpty();
    }

    @Test
    void what_is_not_understood_is_left_out() throws IOException {
        Sidecars sidecars = beside("bases", "vmemmap_base=here\n", "uname", "\0\u00ff", "kprobe_profile", "");
        assertThat(sidecars).isEqualTo(Sidecars.NONE);
    }
}
