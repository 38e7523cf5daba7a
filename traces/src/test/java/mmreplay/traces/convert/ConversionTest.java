package mmreplay.traces.convert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mmreplay.traces.RawEvent;
import mmreplay.traces.TraceFile;
import mmreplay.traces.TraceReader;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.rows.Form;
import mmreplay.traces.source.FileTrace;
import mmreplay.traces.source.Trace;
import mmreplay.traces.source.TraceOptions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ConversionTest {

    private static final String COLUMNS = "time,cpu,pid,tgid,interrupt,comm,event,fields\n";

    private final Path folder;

    ConversionTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("trace"), content);
    }

    private String convert(String content, Target to, Form form) throws IOException, UnusableTraceException {
        return convert(file(content), to, Optional.of(form));
    }

    private static String convert(Path file, Target to, Optional<Form> form)
            throws IOException, UnusableTraceException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Trace source = new FileTrace(file, TraceOptions.STANDARD)) {
            new Conversion(source, to, form).run(out, bytes -> {});
        }
        return out.toString(UTF_8);
    }

    private List<String> read(String content) throws IOException, UnusableTraceException {
        List<String> events = new ArrayList<>();
        try (TraceReader reader = TraceFile.open(file(content))) {
            for (TraceReader.Step step = reader.next(); step != TraceReader.Step.END; step = reader.next()) {
                if (step == TraceReader.Step.GAP) {
                    events.add("gap " + reader.gap().cpu() + " " + reader.gap().lost() + " "
                            + reader.gap().cause());
                    continue;
                }
                RawEvent event = reader.event();
                events.add(event.time() + "|" + event.cpu() + "|" + event.pid() + "|" + event.tgid() + "|"
                        + (event.inInterrupt() ? "irq" : "") + "|" + event.comm() + "|" + event.name() + "|"
                        + event.text());
            }
        }
        return events;
    }

    /** Whatever a task or a marker says, it says the same behind each format, and never more. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=cmd()|x",
                "+1|=1+1",
                "-|-2",
                "@SUM|  @x",
                "'quoted|'tis",
                "a,b|c,\"d\"",
                "#hash|# comment: no",
                "x-1 [000]|CPU:0 [LOST 5 EVENTS]",
                "evil-7|sh-1 [000] 1.000000: y: z",
                "\uff1dwide|\uff0bwide",
                "tab\there|a=1\tb=2",
                "caf\u00e9|na\u00efve=1",
                "0|007",
                "|",
            })
    void hostile_text_comes_back_as_it_was(String both) throws Exception {
        int bar = both.indexOf('|');
        String comm = both.substring(0, bar).replace("\"", "\"\"");
        String text = both.substring(bar + 1).replace("\"", "\"\"");
        String guard = "'";
        String source = "# clock: ns\n" + COLUMNS + "1000,0,7,5,h,\"" + guard + comm + "\",mark,\"" + guard + text
                + "\"\n2000,0,7,,,plain,other,a=1\n";
        List<String> events = read(source);
        assertThat(events).hasSize(2);
        for (Target target : new Target[] {Target.CSV, Target.JSONL, Target.TRACEFS}) {
            String converted = convert(source, target, Form.RAW);
            List<String> again = read(converted).stream()
                    // the marker's text gets a blank behind it, so that it is not taken for a marker
                    .map(event -> event.replace("EVENTS] ", "EVENTS]"))
                    .toList();
            assertThat(again).as(converted).isEqualTo(events);
        }
    }

    @Test
    void no_cell_begins_with_what_a_spreadsheet_computes() throws Exception {
        String csv = convert(
                "{\"time\":1,\"cpu\":0,\"pid\":7,\"comm\":\"=cmd()\",\"event\":\"x\",\"fields\":\" =1,2\"}\n",
                Target.CSV,
                Form.RAW);
        assertThat(csv).contains("\n1,0,7,,,'=cmd(),x,\"' =1,2\",,,\n");
    }

    @Test
    void a_newline_in_a_name_becomes_its_picture() throws Exception {
        String json =
                "{\"time\":1,\"cpu\":0,\"pid\":7,\"comm\":\"a\\nb\",\"event\":\"x\",\"fields\":\"c\\r\\u0000d\"}\n";
        for (Target target : new Target[] {Target.CSV, Target.JSONL, Target.TRACEFS}) {
            assertThat(read(convert(json, target, Form.RAW))).containsExactly("1|0|7|-1||a\u240ab|x|c\u240d\u2400d");
        }
    }

    @Test
    void the_text_is_what_the_kernel_prints() throws Exception {
        String csv = """
                # clock: ns
                # resolution: 1000
                # cpus: 2
                # kernel: 6.1
                # in_buffer: 2
                # written: 2
                time,cpu,pid,tgid,interrupt,comm,event,fields,gap,lost
                7608555000,0,56,,.,sh,mm_page_free,pfn=0x19,,
                ,1,,,,,,,marker,12
                ,,,,,,,,damaged,
                7608556000,1,57,50,h,kworker/u4:1-ev,x,a=1,,
                """;
        assertThat(convert(csv, Target.TRACEFS, Form.RAW)).isEqualTo("""
                # tracer: nop
                #
                # kernel: 6.1
                # entries-in-buffer/entries-written: 2/2   #P:2
                #
                              sh-56      [000] .....     7.608555: mm_page_free: pfn=0x19
                CPU:1 [LOST 12 EVENTS]
                CPU:65536 [LOST EVENTS]
                 kworker/u4:1-ev-57      (     50) [001] ..h..     7.608556: x: a=1
                """);
    }

    @Test
    void nanoseconds_keep_their_nine_digits_and_raw_clocks_their_integers() throws Exception {
        assertThat(convert(COLUMNS + "1000000007,0,56,,,sh,x,\n", Target.TRACEFS, Form.RAW))
                .contains("]     1.000000007: x: \n")
                .contains("entries-written: unknown   #P:1");
        assertThat(convert("# clock: raw\n" + COLUMNS + "1000000007,0,56,,,sh,x,\n", Target.TRACEFS, Form.RAW))
                .contains("]   1000000007: x: \n");
    }

    @Test
    void what_lies_beside_the_trace_goes_along() throws Exception {
        Files.writeString(
                folder.resolve("bases"), "vmemmap_base=0xffffea0000000000\npage_offset_base=0xffff888000000000\n");
        Files.writeString(folder.resolve("uname"), "6.1.0-56-amd64\n");
        Files.writeString(folder.resolve("kprobe_profile"), "  probe_a 10 3\n  probe_b 7 0\n");
        String event = "# tracer: nop\n#\n              sh-56      [000] .....     7.608555: x: a=1\n";
        for (Target target : new Target[] {Target.CSV, Target.JSONL, Target.TRACEFS}) {
            String converted = convert(event, target, Form.RAW);
            Path elsewhere =
                    Files.createDirectories(folder.resolve("elsewhere")).resolve("trace");
            try (TraceReader reader = TraceFile.open(Files.writeString(elsewhere, converted))) {
                reader.next();
                assertThat(reader.stated().kernel()).as(converted).isPresent();
                assertThat(reader.stated().bases().vmemmapBase()).isEqualTo(0xffffea0000000000L);
                assertThat(reader.stated().misses()).hasSize(1).containsEntry("probe_a", 3L);
            }
        }
    }

    @Test
    void canonical_events_cannot_be_written_as_a_kernel_prints_them() throws Exception {
        Path canonical = file("time,cpu,pid,kind,pfn\n1,0,7,PAGE_FREE,1\n");
        assertThatThrownBy(() -> convert(canonical, Target.TRACEFS, Optional.empty()))
                .isInstanceOf(UnusableTraceException.class)
                .hasMessageContaining("canonical");
        assertThatThrownBy(() -> convert(canonical, Target.CSV, Optional.of(Form.RAW)))
                .isInstanceOf(UnusableTraceException.class);
        assertThat(convert(canonical, Target.JSONL, Optional.empty()))
                .contains("\"kind\":\"PAGE_FREE\",\"pfn\":\"0x1\"");
    }

    @Test
    void one_event_that_means_several_things_is_several_rows() throws Exception {
        String csv = convert("""
                # tracer: nop
                #
                              sh-56      [000] .....     7.608555: page_fault_user: address=0x7000 ip=0x1
                              sh-56      [000] .....     7.608556: nobody_knows: a=1
                              sh-56      [000] .....     7.608557: mm_page_free: order=0
                """, Target.CSV, Form.CANONICAL);
        assertThat(csv.lines().filter(line -> line.matches("\\d.*|\"\".*")).map(line -> line.replaceAll(",+$", "")))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("7608555000,0,56,,,sh,page_fault_user,,,1/2,PAGE_FAULT,,,0x7000"),
                        line -> assertThat(line).isEqualTo("7608555000,0,56,,,sh,page_fault_user,,,2/2,USER_MODE"),
                        line -> assertThat(line).isEqualTo("7608556000,0,56,,,sh,nobody_knows"),
                        line -> assertThat(line).isEqualTo("7608557000,0,56,,,sh,mm_page_free"),
                        line -> assertThat(line).isEqualTo("\"\",,,,,,,damaged,1"));
    }

    @ParameterizedTest
    @CsvSource({
        "a.csv,CSV,false",
        "a.CSV.GZ,CSV,true",
        "a.jsonl,JSONL,false",
        "a.txt.gz,TRACEFS,true",
        "a.std,STD,false",
    })
    void a_file_s_name_tells_the_format(String name, Target target, boolean compressed) {
        assertThat(Target.ofName(name)).hasValue(target);
        assertThat(Target.isCompressed(name)).isEqualTo(compressed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.dat", "csv", "-", "a.csv.xz", "a.json"})
    void other_names_tell_nothing(String name) {
        assertThat(Target.ofName(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'time,cpu,pid,event\n1,0,7,x\n',csv",
        "'\ufefftime,cpu,pid,event\r\n1,0,7,x\r\n',csv",
        "'# a comment\n# written: 0\ntime,cpu,pid,kind\n',csv",
        "'{\"time\":1,\"cpu\":0,\"pid\":7,\"event\":\"x\"}\n',jsonl",
        "'{\"mmreplay\":{\"mmreplay\":\"raw/1\"}}\n',jsonl",
    })
    void rows_are_known_by_their_content(String content, String format) throws Exception {
        try (TraceReader reader = TraceFile.open(file(content))) {
            assertThat(reader.info().format()).isEqualTo(format);
        }
    }

    /** A marker's text may look like a line of tracefs, and a kernel's trace may hold what looks like CSV. */
    @Test
    void one_line_does_not_make_a_format() throws Exception {
        String line = "              sh-56      [000] .....     7.608555: tracing_mark_write: x\n";
        try (TraceReader reader = TraceFile.open(file("time,cpu,pid,event\n" + line + line))) {
            assertThat(reader.info().format()).isEqualTo("tracefs");
        }
        String row = "1,0,7,\"sh-56 [000] 7.608555: x: y\"\n";
        try (TraceReader reader = TraceFile.open(file("time,cpu,pid,event\n" + row + row))) {
            assertThat(reader.info().format()).isEqualTo("csv");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'# mmreplay: raw/2\ntime,cpu,pid,event\n',raw/2",
        "'time,cpu,task,event\n1,0,7,x\n','lacks one of time, cpu, pid, event'",
        "'{\"mmreplay\":{\"mmreplay\":\"better/1\"}}\n',better/1",
    })
    void rows_that_are_not_read_are_refused_with_the_reason(String content, String reason) throws Exception {
        Path file = file(content);
        assertThatThrownBy(() -> TraceFile.open(file).close())
                .isInstanceOf(UnusableTraceException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("formats.md");
    }
}
