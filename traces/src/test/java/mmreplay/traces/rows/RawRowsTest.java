package mmreplay.traces.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import mmreplay.traces.ByteLines;
import mmreplay.traces.TraceInfo.ClockUnit;
import mmreplay.traces.TraceReader;
import mmreplay.traces.dialect.Bases;
import mmreplay.traces.event.KernelVersion;
import mmreplay.traces.quality.TraceIssue;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RawRowsTest {

    private static final String COLUMNS = "time,cpu,pid,comm,event,fields";

    private static Rows json(String... lines) throws IOException {
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(UTF_8);
        return Rows.of(RowReader.ofJson(new ByteLines(new ByteArrayInputStream(bytes))));
    }

    @Test
    void a_row_is_an_event() {
        assertThat(Rows.ofCsv(COLUMNS, "7,1,56,sh,mm_page_free,\"pfn=0x19 order=0\"")
                        .steps())
                .containsExactly("7 1 56 sh mm_page_free: pfn=0x19 order=0");
    }

    @Test
    void columns_come_in_any_order_and_those_without_a_meaning_are_fields() {
        assertThat(Rows.ofCsv("pfn,event,comm,pid,order,cpu,time,x_mine", "0x19,kmem:mm_page_free,a b,56,0,1,7,no")
                        .steps())
                .containsExactly("7 1 56 a b mm_page_free: pfn=0x19 order=0");
    }

    @Test
    void a_text_cannot_pose_as_a_number_s_column() {
        Rows rows = Rows.ofCsv("time,cpu,pid,event,filename,pfn", "7,1,56,x,/tmp/a pfn=1,2");
        assertThat(rows.steps()).containsExactly("7 1 56  x: pfn=2 filename=/tmp/a pfn=1");
    }

    @Test
    void a_byte_order_mark_and_carriage_returns_are_no_part_of_it() {
        assertThat(Rows.ofCsv("\ufeff" + COLUMNS + "\r", "7,1,56,sh,x,a=1\r").steps())
                .containsExactly("7 1 56 sh x: a=1");
    }

    @Test
    void json_lines_hold_the_same() throws IOException {
        Rows rows = json(
                "{\"mmreplay\":{\"mmreplay\":\"raw/1\",\"clock\":\"raw\",\"cpus\":4,\"kernel\":\"6.1\"}}",
                "{\"time\":7,\"cpu\":1,\"pid\":56,\"comm\":\"s\\nh\",\"event\":\"x\",\"fields\":\"a=1\",\"b\":\"0x2\"}",
                "{\"cpu\":1,\"gap\":\"marker\",\"lost\":3}");
        assertThat(rows.steps()).containsExactly("7 1 56 s\nh x: a=1 b=0x2", "gap 1 3 MARKER");
        assertThat(rows.reader().info().cpus()).isEqualTo(4);
        assertThat(rows.reader().info().clock()).isEqualTo(ClockUnit.RAW);
        assertThat(rows.reader().stated().kernel()).hasValue(new KernelVersion(6, 1));
    }

    @Test
    void what_the_top_states_counts() {
        Rows rows = Rows.ofCsv(
                "# mmreplay: raw/1",
                "# vmemmap_base: 0xffffea0000000000",
                "# page_offset_base: 0xffff888000000000",
                "# resolution: 1000",
                "# misses: a=3 b=1",
                "# anything else: is a comment",
                COLUMNS,
                "7,1,56,sh,x,");
        assertThat(rows.reader().stated().bases()).isEqualTo(new Bases(0xffffea0000000000L, 0xffff888000000000L));
        assertThat(rows.reader().stated().misses()).containsEntry("a", 3L).containsEntry("b", 1L);
        assertThat(rows.reader().stated().canonical()).isFalse();
        assertThat(rows.reader().info().clock()).isEqualTo(ClockUnit.NANOSECONDS);
    }

    @Test
    void the_end_is_proven_by_a_count_that_is_right_and_still_the_last_word() {
        String[] whole = {COLUMNS, "7,1,56,sh,x,", "# in_buffer: 1", "# written: 1"};
        assertThat(Rows.ofCsv(whole).reader().info().endProven()).isTrue();
        assertThat(Rows.ofCsv(COLUMNS, "7,1,56,sh,x,", "# in_buffer: 2", "# written: 2")
                        .reader()
                        .info()
                        .endProven())
                .isFalse();
        assertThat(Rows.ofCsv(COLUMNS, "# in_buffer: 2", "# written: 2", "7,1,56,sh,x,", "8,1,56,sh,x,")
                        .reader()
                        .info()
                        .endProven())
                .isTrue();
        Rows goesOn = Rows.ofCsv(COLUMNS, "7,1,56,sh,x,", "# in_buffer: 2", "# written: 2", "8,1,56,sh,x,");
        assertThat(goesOn.reader().info().endProven()).isFalse();
    }

    @Test
    void a_gap_is_a_row() {
        Rows rows = Rows.ofCsv(
                "time,cpu,pid,event,gap,lost",
                "7,1,56,x,,",
                ",0,,,marker,12",
                ",,,,damaged,",
                "8,1,56,x,,",
                ",1,,,late,",
                "6,1,56,x,,");
        assertThat(rows.steps())
                .containsExactly(
                        "7 1 56  x: ",
                        "gap 0 12 MARKER",
                        "gap -1 -1 DAMAGED",
                        "8 1 56  x: ",
                        "gap 1 -1 LATE",
                        "gap -1 -1 LATE",
                        "6 1 56  x: ");
        assertThat(rows.issues()).containsKeys(TraceIssue.EVENTS_LOST, TraceIssue.SOURCE_DAMAGED);
    }

    @Test
    void a_file_that_was_overwritten_at_its_head_says_so_at_its_top() {
        Rows rows = Rows.ofCsv("# in_buffer: 2", "# written: 9", COLUMNS, "7,0,56,sh,x,", "8,1,57,sh,x,");
        assertThat(rows.steps()).containsExactly("7 0 56 sh x: ", "gap 1 -1 HEAD", "8 1 57 sh x: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8,1,56,sh,x",
                "8,1,56,sh,x,,",
                "-8,1,56,sh,x,",
                "8.5,1,56,sh,x,",
                "8,65536,56,sh,x,",
                "8,1,,sh,x,",
                "8,1,56,sh,,",
                "8,1,5000000000,sh,x,",
                "8,1,56,sh,\"x\"y,",
                COLUMNS,
                "garbage"
            })
    void a_row_that_cannot_be_is_an_issue_and_a_gap(String row) {
        Rows rows = Rows.ofCsv(COLUMNS, "7,1,56,sh,x,", row, "9,1,56,sh,x,");
        assertThat(rows.steps()).containsExactly("7 1 56 sh x: ", "gap -1 -1 DAMAGED", "9 1 56 sh x: ");
        assertThat(rows.issues()).containsEntry(TraceIssue.ROW_NOT_UNDERSTOOD, 1L);
    }

    @Test
    void a_quote_that_is_never_closed_ends_with_its_line() {
        Rows rows = Rows.ofCsv(COLUMNS, "7,1,56,sh,x,\"a=1", "b=2\"", "9,1,56,sh,x,");
        assertThat(rows.steps()).containsExactly("gap -1 -1 DAMAGED", "gap -1 -1 DAMAGED", "9 1 56 sh x: ");
        assertThat(rows.issues()).containsEntry(TraceIssue.QUOTE_NOT_CLOSED, 1L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"time\":7",
                "{\"time\":7,\"time\":8}",
                "[]",
                "{} {}",
                "{\"time\":7,\"cpu\":0,\"pid\":1,\"event\":\"x\",\"a\":{\"b\":1}}",
                "{\"time\":7,\"cpu\":0,\"pid\":1,\"event\":\"x\",\"a\":[[[[1]]]]}",
                "{\"time\":1e3,\"cpu\":0,\"pid\":1,\"event\":\"x\"}"
            })
    void json_that_is_no_record_is_an_issue(String line) throws IOException {
        assertThat(json(line).issues()).containsEntry(TraceIssue.ROW_NOT_UNDERSTOOD, 1L);
    }

    @Test
    void a_last_line_without_an_end_is_believed_only_if_it_is_a_whole_object() throws IOException {
        assertThat(Rows.of(RowReader.ofCsv(COLUMNS + "\n7,1,56,sh,x,a=1")).issues())
                .containsKey(TraceIssue.CUT_LINE);
        byte[] json = "{\"time\":7,\"cpu\":0,\"pid\":1,\"event\":\"x\"}".getBytes(UTF_8);
        assertThat(Rows.of(RowReader.ofJson(new ByteLines(new ByteArrayInputStream(json))))
                        .steps())
                .hasSize(1);
        byte[] cut = "{\"time\":7,\"cpu\":0,\"pid\":1,\"event\":\"x\"".getBytes(UTF_8);
        assertThat(Rows.of(RowReader.ofJson(new ByteLines(new ByteArrayInputStream(cut))))
                        .issues())
                .containsKey(TraceIssue.CUT_LINE);
    }

    @Test
    void a_line_feed_in_a_name_or_a_value_stays_in_the_event_s_line() throws IOException {
        String row = "{\"time\":7,\"cpu\":0,\"pid\":1,\"event\":\"x\",\"a\\nb\":\"c\\nd=1\"}\n";
        try (TraceReader reader = RowReader.ofJson(new ByteLines(new ByteArrayInputStream(row.getBytes(UTF_8))))) {
            assertThat(reader.next()).isEqualTo(TraceReader.Step.EVENT);
            assertThat(reader.event().text()).isEqualTo("a\u240ab=c\u240ad=1");
        }
    }
}
