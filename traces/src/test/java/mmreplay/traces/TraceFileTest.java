package mmreplay.traces;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TraceFileTest {

    private static final String HEADER = "# tracer: nop\n#\n# entries-in-buffer/entries-written: 0/0   #P:2\n#\n";

    private final Path dir;

    TraceFileTest(@TempDir Path dir) {
        this.dir = dir;
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(dir.resolve("trace.txt"), content);
    }

    private static byte[] cut(String name) throws IOException {
        try (InputStream in = TraceFileTest.class.getResourceAsStream("tracefs/" + name)) {
            if (in == null) {
                throw new IOException("no resource " + name);
            }
            return in.readAllBytes();
        }
    }

    private static long events(Path path) throws IOException, UnusableTraceException {
        try (TraceReader reader = TraceFile.open(path)) {
            long events = 0;
            for (TraceReader.Step step = reader.next(); step != TraceReader.Step.END; step = reader.next()) {
                events += step == TraceReader.Step.EVENT ? 1 : 0;
            }
            return events;
        }
    }

    private void assertRefused(Path path, String... says) {
        assertThatThrownBy(() -> TraceFile.open(path).close())
                .isInstanceOf(UnusableTraceException.class)
                .hasMessageStartingWith(path + ": ")
                .hasMessageContainingAll(says);
    }

    @ParameterizedTest
    @ValueSource(strings = {"trace.txt", "trace.latency.txt", "trace.verbose-latency.txt", "trace.noirq.txt"})
    void a_trace_is_read_in_every_layout(String name) throws Exception {
        assertThat(events(file(cut(name)))).isEqualTo(288);
    }

    @Test
    void a_trace_pipe_has_no_header() throws Exception {
        assertThat(events(file(cut("trace_pipe.txt")))).isEqualTo(35);
    }

    @Test
    void gzip_is_seen_by_content() throws Exception {
        Path path = dir.resolve("trace.txt");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
            out.write(cut("trace.txt"));
        }
        assertThat(events(path)).isEqualTo(288);
    }

    @Test
    void comments_may_come_first() throws Exception {
        byte[] trace = cut("trace.txt");
        String text = "# made for a bug report\n\n" + new String(trace, UTF_8);
        assertThat(events(file(text.getBytes(UTF_8)))).isEqualTo(288);
    }

    @Test
    void a_header_without_events_is_an_empty_trace() throws Exception {
        try (TraceReader reader = TraceFile.open(file(HEADER.getBytes(UTF_8)))) {
            assertThat(reader.next()).isEqualTo(TraceReader.Step.END);
            assertThat(reader.info().endProven()).isTrue();
            assertThat(reader.info().cpus()).isEqualTo(2);
        }
    }

    @Test
    void a_directory_is_refused() {
        assertRefused(dir, "directory", "name the trace file");
    }

    @Test
    void a_missing_file_is_refused() {
        assertRefused(dir.resolve("nope"), "no such file", "check the path");
    }

    @Test
    void an_empty_file_is_refused() throws IOException {
        assertRefused(file(new byte[0]), "empty", "/sys/kernel/tracing/trace");
    }

    @Test
    void output_of_the_option_raw_is_refused() throws IOException {
        assertRefused(file(cut("raw.txt")), "raw", "echo 0 > options/raw");
    }

    @Test
    void output_of_the_option_hex_is_refused() throws IOException {
        String hex = HEADER + "000012b8 00000000 000000a44156a51c type: 372\n";
        assertRefused(file(hex.getBytes(UTF_8)), "hex", "echo 0 > options/hex");
    }

    @Test
    void output_of_the_option_bin_is_refused() throws IOException {
        assertRefused(file((HEADER + "\0\0\1").getBytes(UTF_8)), "bin", "echo 0 > options/bin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", HEADER})
    void output_without_context_info_is_refused(String header) throws IOException {
        String text =
                header + "rss_stat: mm_id=1764672019 curr=1\ntlb_flush: pages:0 reason:flush on task switch (0)\n";
        assertRefused(file(text.getBytes(UTF_8)), "context-info", "echo 1 > options/context-info");
    }

    private static byte[] perf(String name) throws IOException {
        return cut("../perf/" + name);
    }

    private static byte[] report(String name) throws IOException {
        return cut("../tracecmd/" + name);
    }

    private String format(byte[] content) throws Exception {
        try (TraceReader reader = TraceFile.open(file(content))) {
            return reader.info().format();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"perf-script.txt", "callchains.txt", "lost.txt"})
    void perf_script_is_known_by_its_lines(String name) throws Exception {
        assertThat(format(perf(name))).isEqualTo("perf-script");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"report.txt", "report-t.txt", "report-l.txt", "report-N.txt", "report-ts-diff.txt", "kprobes.txt"
            })
    void trace_cmd_report_is_known_by_its_lines(String name) throws Exception {
        assertThat(format(report(name))).isEqualTo("trace-cmd-report");
        String headless = new String(report(name), UTF_8).replaceFirst("cpus=2\n", "");
        assertThat(format(headless.getBytes(UTF_8))).isEqualTo("trace-cmd-report");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trace.txt",
                "trace.noirq.txt",
                "trace_pipe.txt",
                "mmstate.txt",
                "kprobes.txt",
                "trace.latency.txt"
            })
    void tracefs_text_is_not_taken_for_a_tool_s(String name) throws Exception {
        assertThat(format(cut(name))).isEqualTo("tracefs");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "tracefs|            bash-12      [001] .....     5.000001: tracing_mark_write: a 3 [002]     9.500000: kmem:x: y",
                "tracefs|           a 1 2-12      [001] .....     5.000001: x: y=1",
                "perf-script|        foo-12-7     7 [001]     5.000001: kmem:x: y-3 [000] 5.000000: x: y",
                "perf-script|             :-1    -1 [001]     5.000001: sched:sched_switch: prev_pid=3",
                "trace-cmd-report|          a 7 [1]-12    [001]     5.000001: x:                    kmem:x: y",
            })
    void a_name_or_a_text_like_another_format_s_does_not_change_the_format(String format, String line)
            throws Exception {
        assertThat(format((line + "\n" + line + "\n").getBytes(UTF_8))).isEqualTo(format);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "field cpu|            bash 29801   646.082188: kmem:rss_stat: curr=1",
                "field tid, cpu or time|            bash 29801 [000] kmem:rss_stat: curr=1",
                "field tid, cpu or time|            bash [000]   646.082188: kmem:rss_stat: curr=1",
                "field event|            bash 29801 [000]   646.082188: page=0x1 pfn=0x1",
            })
    void perf_script_without_a_field_is_refused_with_the_command_that_prints_it(String says, String line)
            throws IOException {
        assertRefused(
                file((line + "\n" + line + "\n").getBytes(UTF_8)),
                says,
                "perf script --header --ns --show-lost-events -F comm,pid,tid,cpu,time,event,trace");
    }

    @Test
    void trace_cmd_report_with_raw_fields_is_refused() throws IOException {
        assertRefused(file(report("report-R.txt")), "-R", "trace-cmd report -t");
    }

    @Test
    void the_function_graph_tracer_is_refused() throws IOException {
        String text = "# tracer: function_graph\n#\n# CPU  DURATION\n 0)   0.123 us    |  fn();\n";
        assertRefused(file(text.getBytes(UTF_8)), "function_graph", "echo nop > current_tracer");
    }

    @ParameterizedTest
    @CsvSource({
        "'\u0017\bDtracing6\0', trace.dat",
        "PERFILE2xx, perf script --header --ns --show-lost-events",
        "2ELIFREPxx, perf script --header --ns --show-lost-events",
        "'(\u00b5/\u00fdxx', copy it again",
        "'\u00fd7zXZ\0', copy it again",
        "BZh91AY, bzip2 -d",
        "'\u00ff\u00fe#\0', iconv",
    })
    void other_files_are_known_by_their_first_bytes(String begin, String says) throws IOException {
        assertRefused(file(begin.getBytes(ISO_8859_1)), says);
    }

    @Test
    void binary_data_is_refused() throws IOException {
        assertRefused(file(new byte[] {1, 2, 3, 0, 5, 10, 7}), "binary");
    }

    @Test
    void a_damaged_gzip_is_refused() throws IOException {
        assertRefused(
                file(new byte[] {0x1f, (byte) 0x8b, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9}), "compressed", "copy it again");
        assertRefused(file(new byte[] {0x1f, (byte) 0x8b, 8}), "compressed", "copy it again");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hello\nworld\n", "Note: a letter\nto: nobody\n", "\n\n\n", "# only\n# comments\n", "1 2 3 4\n"})
    void text_that_is_no_trace_is_refused(String text) throws IOException {
        assertRefused(file(text.getBytes(UTF_8)), "no trace", "/sys/kernel/tracing/trace");
    }
}
