package mmreplay.traces.tracedat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import mmreplay.traces.RawEvent;
import mmreplay.traces.TraceFile;
import mmreplay.traces.TraceReader;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What somebody wrote into the trace: markers, trace_printk in its three shapes, and the text of a latency tracer. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WrittenTest {

    private static final String HEAD = """
            format:
            \tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;
            \tfield:unsigned char common_flags;\toffset:2;\tsize:1;\tsigned:0;
            \tfield:unsigned char common_preempt_count;\toffset:3;\tsize:1;\tsigned:0;
            \tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;

            """;
    private static final long IP = 0x1000;
    private static final long FORMAT = 0x2000;

    private final Path dir;

    WrittenTest(@TempDir Path dir) {
        this.dir = dir;
    }

    static Stream<Arguments> machines() {
        return RingPagesTest.machines()
                .filter(machine -> machine.get()[2] == Packing.V6 || machine.get()[2] == Packing.V7);
    }

    private static String field(String declaration, int offset, int size) {
        return "\tfield:" + declaration + ";\toffset:" + offset + ";\tsize:" + size + ";\tsigned:0;\n";
    }

    private static DatBuilder builder(boolean big, int longSize) {
        String ip = field("unsigned long ip", 8, longSize);
        DatBuilder dat = new DatBuilder(big, longSize);
        dat.ftrace("name: bprint\nID: 6\n" + HEAD + ip + field("const char * fmt", 8 + longSize, longSize)
                + field("u32 buf[]", 8 + 2 * longSize, 0) + "\nprint fmt: \"%ps: %s\", (void *)REC->ip, REC->fmt\n");
        dat.ftrace("name: print\nID: 5\n" + HEAD + ip + field("char buf[]", 8 + longSize, 0)
                + "\nprint fmt: \"%ps: %s\", (void *)REC->ip, REC->buf\n");
        dat.ftrace("name: bputs\nID: 14\n" + HEAD + ip + field("const char * str", 8 + longSize, longSize)
                + "\nprint fmt: \"%ps: %s\", (void *)REC->ip, REC->str\n");
        return dat.symbols(
                "00000800 T _stext\n00001000 T do_work\n00001100 T tracing_mark_write\n00001200 T other\n00009000 D _end\n");
    }

    private static DatBytes event(DatBuilder dat, int longSize, int id, long... words) {
        DatBytes data = dat.bytes().u16(id).u16(0).u32(7);
        for (long word : words) {
            data = longSize == 8 ? data.u64(word) : data.u32(word);
        }
        return data;
    }

    private static DatBytes record(DatBuilder dat, DatBytes data) {
        int length = (data.size() + 3) / 4 * 4;
        return dat.bytes().record(0, 1).u32(length + 4).raw(data.fill(length).done());
    }

    @ParameterizedTest
    @MethodSource("machines")
    void a_trace_printk_is_its_format_with_its_arguments(boolean big, int longSize, Packing packing) throws Exception {
        DatBuilder dat = builder(big, longSize);
        dat.printk("0x2000 : \"%s=%d c=%c %hd|%-6lx|%5llu%% %.*s %pS %pUb\\n\"\n");
        DatBytes data =
                event(dat, longSize, 6, IP, FORMAT).text("pages\0").byteOf(0).byteOf(0);
        data.u32(-5).byteOf('x').byteOf(0).u16(-2);
        data = longSize == 8 ? data.u64(0xabc) : data.u32(0xabc);
        data.u64(77).u32(2).text("abcd\0").byteOf(0).byteOf(0).byteOf(0);
        data = longSize == 8 ? data.u64(IP + 0x110) : data.u32(IP + 0x110);
        data.text("0011-22\0");
        dat.cpu(0, dat.page(100, record(dat, data)));
        Dats.Seen seen = Dats.read(dir, dat.done(packing)).events().get(0);
        assertThat(seen.name()).isEqualTo("do_work");
        assertThat(seen.text()).isEqualTo("pages=-5 c=x -2|abc   |   77% ab tracing_mark_write+0x10/0x100 0011-22");
    }

    @ParameterizedTest
    @MethodSource("machines")
    void markers_and_constant_texts_are_whole(boolean big, int longSize, Packing packing) throws Exception {
        DatBuilder dat = builder(big, longSize).printk("0x2000 : \"nothing: to \\\"do\\\"\\n\"\n");
        String gt = "GT pagemap pid=203 va=0x700000000000 pfn=0x1feaf present=1 swap=0 file=0: excl=1";
        DatBytes marker = event(dat, longSize, 5, IP + 0x104).text(gt + "\n\0");
        DatBytes constant = event(dat, longSize, 14, IP, FORMAT);
        dat.cpu(0, dat.page(100, record(dat, marker).raw(record(dat, constant).done())));
        Dats read = Dats.read(dir, dat.done(packing));
        assertThat(read.events()).extracting(Dats.Seen::name).containsExactly("tracing_mark_write", "do_work");
        assertThat(read.events()).extracting(Dats.Seen::text).containsExactly(gt, "nothing: to \"do\"");
    }

    @Test
    void a_trace_printk_without_its_format_or_its_arguments_shows_what_there_is() throws Exception {
        DatBuilder dat = builder(false, 8).printk("0x3000 : \"%s %d\\n\"\n");
        DatBytes unknown = event(dat, 8, 6, IP, FORMAT).u32(5);
        DatBytes cut = event(dat, 8, 6, IP, 0x3000).text("no end ");
        dat.cpu(0, dat.page(100, record(dat, unknown).raw(record(dat, cut).done())));
        assertThat(Dats.read(dir, dat.done(Packing.V7)).events())
                .extracting(Dats.Seen::text)
                .containsExactly("(0x2000)", "%s %d");
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void a_latency_tracers_file_is_read_as_the_text_that_it_holds(Packing packing) throws Exception {
        String text = """
                # tracer: irqsoff
                #
                # irqsoff latency trace v1.1.5 on 6.18.44
                # --------------------------------------------------------------------
                # latency: 259 us, #2/2, CPU#1 | (M:PREEMPT(none) VP:0, KP:0, SP:0 HP:0 #P:2)
                #    -----------------
                    bash-4574      0d..1.    3us+: rss_stat: mm_id=1 curr=1 type=MM_ANONPAGES size=4096B
                    bash-4574      0d..1.    9us : rss_stat: mm_id=1 curr=1 type=MM_ANONPAGES size=8192B
                """;
        Path file = Files.write(dir.resolve("trace.dat"), DatBuilder.little().latency(text, packing));
        try (TraceReader reader = TraceFile.open(file)) {
            for (String size : new String[] {"4096B", "8192B"}) {
                assertThat(reader.next()).isEqualTo(TraceReader.Step.EVENT);
                RawEvent event = reader.event();
                assertThat(event.comm() + event.pid() + event.name() + event.text())
                        .isEqualTo("bash4574rss_statmm_id=1 curr=1 type=MM_ANONPAGES size=" + size);
            }
            assertThat(reader.next()).isEqualTo(TraceReader.Step.END);
            assertThat(reader.ledger().issues())
                    .allMatch(issue -> issue.kind().name().equals("END_NOT_PROVEN"));
        }
    }
}
