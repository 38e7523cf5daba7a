package mmreplay.traces.std;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import mmreplay.traces.convert.Conversion;
import mmreplay.traces.convert.Target;
import mmreplay.traces.source.FileTrace;
import mmreplay.traces.source.Trace;
import mmreplay.traces.source.TraceOptions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StdWriterTest {

    private static final Pattern LINE =
            Pattern.compile("([TC][0-9_]+)\\|(acq|rel|r|w|fork)\\(([a-z0-9A-Z_]+)\\)\\|([0-9]+)");

    private final Path folder;

    StdWriterTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static List<String> std(Path trace) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Trace source = new FileTrace(trace, TraceOptions.STANDARD)) {
            new Conversion(source, Target.STD, Optional.empty()).run(out, bytes -> {});
        }
        return out.toString(UTF_8).lines().toList();
    }

    /** Each row as {@code name=value} words. */
    private List<String> std(String... rows) throws Exception {
        String json = Arrays.stream(rows)
                .map(row -> "{\"" + row.replace("=", "\":\"").replace(" ", "\",\"") + "\"}\n")
                .collect(Collectors.joining());
        return std(Files.writeString(folder.resolve("trace"), json));
    }

    @Test
    void a_blocking_acquisition_is_one_when_it_succeeds() throws Exception {
        assertThat(std(
                        "time=1 cpu=0 pid=7 kind=LOCK_ACQUIRE how=MMAP_LOCK lock=0xff read=0 try=0",
                        "time=2 cpu=0 pid=7 kind=LOCK_ACQUIRED how=MMAP_LOCK lock=0xff",
                        "time=3 cpu=0 pid=7 kind=LOCK_RELEASE how=MMAP_LOCK lock=0xff"))
                .containsExactly("T7|acq(mmap_lock_ff)|2", "T7|rel(mmap_lock_ff)|3");
    }

    @Test
    void readers_locks_are_left_out() throws Exception {
        assertThat(std(
                        "time=1 cpu=0 pid=7 kind=LOCK_ACQUIRE how=MMAP_LOCK lock=0xff read=1 try=0",
                        "time=2 cpu=0 pid=7 kind=LOCK_ACQUIRED how=MMAP_LOCK lock=0xff",
                        "time=2 cpu=1 pid=8 kind=LOCK_ACQUIRE how=MMAP_LOCK lock=0xff read=1 try=1",
                        "time=3 cpu=0 pid=7 kind=LOCK_RELEASE how=MMAP_LOCK lock=0xff"))
                .isEmpty();
    }

    @Test
    void a_page_that_an_interrupt_unlocks_is_released_by_its_holder() throws Exception {
        assertThat(std(
                        "time=1 cpu=0 pid=7 kind=FOLIO_LOCK pfn=0x19 how=TRY ok=0",
                        "time=2 cpu=0 pid=7 kind=FOLIO_LOCK pfn=0x19 how=WAIT ok=1",
                        "time=3 cpu=0 pid=9 interrupt=h kind=FOLIO_UNLOCK pfn=0x19",
                        "time=4 cpu=0 pid=9 interrupt=h kind=FOLIO_UNLOCK pfn=0x19"))
                .containsExactly("T7|acq(page_lock_19)|2", "T7|rel(page_lock_19)|3");
    }

    @Test
    void entries_are_variables_and_forks_are_forks() throws Exception {
        assertThat(std(
                        "time=1 cpu=0 pid=7 kind=TASK_FORK subject_pid=8",
                        "time=2 cpu=1 pid=8 kind=PTE_READ mm=0xaa addr=0x7123 pte=0",
                        "time=3 cpu=1 pid=8 kind=TASK_DEAD subject_pid=8",
                        "time=4 cpu=0 pid=0 kind=PAGE_FREE pfn=0x19",
                        "time=5 cpu=0 pid=8 kind=PAGE_FREE pfn=0x19"))
                .containsExactly("T7|fork(T8)|1", "T8|r(pte_aa_7000)|2", "C0|w(page_19)|4", "T8_1|w(page_19)|5");
    }

    @Test
    void a_gap_ends_what_is_held() throws Exception {
        assertThat(std(
                        "time=1 cpu=0 pid=7 kind=MMAP_LOCKED ok=1 mm=0xaa write=1",
                        "cpu=0 gap=marker",
                        "time=3 cpu=0 pid=7 kind=MMAP_UNLOCKED mm=0xaa"))
                .containsExactly("T7|acq(mmap_lock_of_aa)|1", "T7|rel(mmap_lock_of_aa)|2");
    }

    /** What an analyser relies on: it refuses a trace in which two threads hold a lock at once. */
    @ParameterizedTest
    @ValueSource(strings = {"bug-aba-ksm", "debian-fork-cow"})
    void a_real_trace_becomes_well_formed(String sample) throws Exception {
        List<String> lines = std(Path.of("samples", sample, "trace.txt.gz"));
        assertThat(lines).hasSizeGreaterThan(1000);
        Map<String, String> holders = new HashMap<>();
        Map<String, Integer> operations = new HashMap<>();
        for (String line : lines) {
            Matcher parts = LINE.matcher(line);
            assertThat(parts.matches()).as(line).isTrue();
            operations.merge(parts.group(2), 1, Integer::sum);
            if (parts.group(2).equals("acq")) {
                assertThat(holders.put(parts.group(3), parts.group(1))).as(line).isNull();
            } else if (parts.group(2).equals("rel")) {
                assertThat(holders.remove(parts.group(3))).as(line).isEqualTo(parts.group(1));
            }
        }
        assertThat(operations).containsKeys("acq", "rel", "w", "fork");
    }
}
