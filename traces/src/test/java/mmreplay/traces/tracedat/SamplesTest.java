package mmreplay.traces.tracedat;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mmreplay.traces.Gap;
import mmreplay.traces.RawEvent;
import mmreplay.traces.TraceFile;
import mmreplay.traces.TraceReader;
import mmreplay.traces.event.KernelVersion;
import mmreplay.traces.quality.Bucket;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cuts of real recordings present the text that tracefs printed of the same run. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SamplesTest {

    private final Path dir;

    SamplesTest(@TempDir Path dir) {
        this.dir = dir;
    }

    private Dats sample(String name) throws Exception {
        return Dats.read(dir, Dats.sample(name));
    }

    @ParameterizedTest
    @CsvSource({
        "host.v6.dat, 441",
        "host.v7-zstd.dat, 791",
        "kprobes.v7-zstd.dat, 424",
        "lost.v7-zstd.dat, 439",
        "mmstate.v7-zstd.dat, 572"
    })
    void every_event_is_read_and_understood(String name, int events) throws Exception {
        Dats read = sample(name);
        assertThat(read.events()).hasSize(events).noneMatch(event -> event.text()
                .isEmpty());
        assertThat(read.ledger().count(Bucket.ISSUE)).isZero();
        assertThat(read.events()).isSortedAccordingTo((a, b) -> Long.compare(a.time(), b.time()));
    }

    @Test
    void flags_symbols_and_states_are_printed_as_by_the_kernel() throws Exception {
        assertThat(sample("host.v7-zstd.dat").events())
                .extracting(event -> event.comm() + "-" + event.pid() + " " + event.name() + ": " + event.text())
                .contains(
                        "perf-29800 sched_wakeup: comm=kcompactd0 pid=36 prio=120 target_cpu=001",
                        "rcu_tasks_trace-29 tlb_flush: pages:0 reason:flush on task switch (0)")
                .anyMatch(text -> text.contains("mm_page_alloc: page=(____ptrval____) pfn=0x")
                        && text.endsWith("gfp_flags=GFP_HIGHUSER_MOVABLE|__GFP_ZERO|__GFP_COMP"))
                .anyMatch(text -> text.contains("call_site=getname_flags.part.0+0x24/0x1f0 ptr=ffff"));
    }

    @Test
    void probes_have_their_place_and_are_told_from_tracepoints() throws Exception {
        Dats read = sample("kprobes.v7-zstd.dat");
        assertThat(read.events())
                .filteredOn(event -> event.name().equals("do_set_pte"))
                .isNotEmpty()
                .allMatch(event -> event.probe() && event.text().startsWith("(do_set_pte+0x0/0x"));
        assertThat(read.events())
                .filteredOn(event -> event.name().equals("mm_page_alloc"))
                .noneMatch(Dats.Seen::probe);
    }

    @Test
    void fields_are_found_by_the_names_that_the_text_has() throws Exception {
        Path file = Files.write(dir.resolve("trace.dat"), Dats.sample("mmstate.v7-zstd.dat"));
        try (TraceReader reader = TraceFile.open(file)) {
            assertThat(reader.next()).isEqualTo(TraceReader.Step.EVENT);
            RawEvent event = reader.event();
            assertThat(event.name()).isEqualTo("rmap_add");
            assertThat(event.number(event.field("pfn".getBytes(US_ASCII), 0))).isEqualTo(0x1feaf);
            assertThat(event.value(event.field("how".getBytes(US_ASCII), 0))).isEqualTo("add_file");
            assertThat(reader.info().format()).isEqualTo("trace.dat");
        }
    }

    @Test
    void a_file_says_which_kernel_it_was_recorded_on() throws Exception {
        for (String sample : List.of("host.v6.dat", "host.v7-zstd.dat")) {
            try (TraceReader reader = TraceFile.open(Files.write(dir.resolve("trace.dat"), Dats.sample(sample)))) {
                assertThat(reader.stated().kernel()).as(sample).hasValue(new KernelVersion(6, 18));
            }
        }
    }

    @Test
    void loss_pages_are_gaps() throws Exception {
        Dats read = sample("lost.v7-zstd.dat");
        assertThat(read.gaps())
                .extracting(Gap::cpu, Gap::lost, Gap::cause)
                .containsExactly(tuple(0, Gap.UNKNOWN_COUNT, Gap.Cause.HEAD), tuple(1, 47398L, Gap.Cause.HEAD));
    }
}
