package mmreplay.traces.tracefs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import mmreplay.traces.quality.Bucket;
import mmreplay.traces.quality.TraceIssue;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StrayLinesTest {

    private static final String EVENT = "            bash-12      [001] .....     1.000001: x: y=1\n";
    private static final String MARKER = "            bash-12      [001] .....     1.000001: tracing_mark_write: one\n";

    @Test
    void stack_frames_continue_their_event() {
        Reading reading = Reading.ofText(
                EVENT + "            bash-12      [001] .....     1.000001: <stack trace>\n => do_wp_page\n"
                        + " => handle_mm_fault+0x1a/0x70 <ffffffff81000c82>\n =>  <00007f73612b5058>\n"
                        + " => /lib/x86/libc-2.31.so[+0x1234]\n" + EVENT);
        assertThat(reading.steps()).containsExactly("x", "kernel_stack", "x");
        assertThat(reading.ledger().count(Bucket.CONTINUATION)).isEqualTo(4);
        assertThat(reading.ledger().adds()).isTrue();
    }

    @Test
    void a_marker_of_several_lines_is_one_event() {
        Reading reading =
                Reading.ofText(MARKER + " gid=4\n\nB|77|name\n            bash-12      [001] .....   oops\n" + EVENT);
        assertThat(reading.steps()).containsExactly("tracing_mark_write", "x");
        assertThat(reading.ledger().count(Bucket.CONTINUATION)).isEqualTo(3);
        assertThat(reading.ledger().count(Bucket.BLANK)).isOne();
        assertThat(reading.ledger().count(Bucket.ISSUE)).isZero();
    }

    @Test
    void a_damaged_event_is_an_issue_and_does_not_pass_for_a_continuation() {
        Reading reading = Reading.ofText(EVENT + "            bash-12      [0x1] .....     1.000001: x: y=1\n" + EVENT);
        assertThat(reading.events()).hasSize(2);
        assertThat(reading.ledger().count(Bucket.ISSUE)).isOne();
        assertThat(reading.ledger().issues().get(0).kind()).isEqualTo(TraceIssue.END_NOT_PROVEN);
        assertThat(reading.ledger().count(TraceIssue.LINE_NOT_UNDERSTOOD)).isOne();
    }

    @Test
    void a_header_inside_a_marker_is_not_believed() {
        Reading reading = Reading.ofText(MARKER + "# entries-in-buffer/entries-written: 1/1   #P:9\n");
        assertThat(reading.info().entriesInBuffer()).isEqualTo(-1);
        assertThat(reading.ledger().count(Bucket.HEADER)).isOne();
    }

    @Test
    void comments_before_the_header_are_fine() {
        Reading reading = Reading.ofText(
                "# recorded on a Sunday\n\n# tracer: nop\n# entries-in-buffer/entries-written: 1/1   #P:2\n" + EVENT);
        assertThat(reading.info().endProven()).isTrue();
        assertThat(reading.ledger().count(Bucket.HEADER)).isEqualTo(3);
    }

    @Test
    void a_corrupted_function_trace_warns_in_a_comment() {
        assertThat(Reading.ofText(
                                EVENT
                                        + "# WARNING: FUNCTION TRACING IS CORRUPTED\n#          MAY BE MISSING FUNCTION EVENTS\n")
                        .ledger()
                        .count(Bucket.HEADER))
                .isEqualTo(2);
    }

    @Test
    void a_last_event_without_newline_may_be_cut_and_is_not_delivered() {
        Reading reading = Reading.ofText(EVENT + EVENT.strip());
        assertThat(reading.events()).hasSize(1);
        assertThat(reading.ledger().count(Bucket.ISSUE)).isOne();
        assertThat(reading.ledger().count(TraceIssue.CUT_LINE)).isOne();
        assertThat(reading.ledger().adds()).isTrue();
    }

    @Test
    void a_cut_gzip_gives_what_it_holds_and_proves_nothing() throws IOException {
        byte[] text = ("# tracer: nop\n# entries-in-buffer/entries-written: 1/1   #P:2\n" + EVENT).getBytes(UTF_8);
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(text);
        }
        byte[] whole = zipped.toByteArray();
        assertThat(Reading.ofBytes(whole).info().endProven()).isTrue();
        // Only the checksum is missing: even then nobody knows that the bytes are right.
        Reading reading = Reading.ofBytes(Arrays.copyOf(whole, whole.length - 4));
        assertThat(reading.events()).hasSize(1);
        assertThat(reading.info().endProven()).isFalse();
        assertThat(reading.ledger().count(TraceIssue.TRUNCATED_INPUT)).isOne();
        assertThat(reading.ledger().count(TraceIssue.END_NOT_PROVEN)).isOne();
    }

    @Test
    void a_gzip_cut_in_a_line_books_that_line_as_an_issue() throws IOException {
        byte[] text = Reading.resource("trace.txt");
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(text);
        }
        Reading reading = Reading.ofBytes(Arrays.copyOf(zipped.toByteArray(), zipped.size() / 2));
        assertThat(reading.events()).hasSizeBetween(50, 287);
        assertThat(reading.ledger().count(TraceIssue.TRUNCATED_INPUT)).isOne();
        assertThat(reading.ledger().count(Bucket.ISSUE)).isLessThanOrEqualTo(1);
        assertThat(reading.ledger().adds()).isTrue();
    }
}
