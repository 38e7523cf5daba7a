package mmreplay.traces.tracedat.print;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.provider.MethodSource;

/** A format file says how to print an event, and the event holds what it likes: text comes out, or nothing worse. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PrintFmtFuzzTest {

    private static final int EVENT = 72;
    private static final int MOST_TEXT = 1 << 20;

    private static final List<String> PRINT_FMTS = List.of(
            "\"%s=%-8s %.*s|%*d\", REC->comm, __get_str(name), 3, REC->comm, 4, REC->num",
            "\"%p %pS %c%%\", (void *)REC->addr, (void *)REC->addr, 'A'",
            "\"%s %s\", __print_flags(REC->flags, \"|\", {0x1, \"A\"}, {(1UL << 1), \"B\"}), __print_symbolic(REC->num, {-3, \"minus\"})",
            "\"%s %d\", __print_array(__get_dynamic_array(list), 3, 2), __get_dynamic_array_len(list)",
            "\"%d %s\", ((u16 *)__get_rel_dynamic_array(list))[2], __print_hex(__get_str(name), 3)",
            "\"%lu %d\", sizeof(unsigned long), REC->yes ? 7 / 2 : ~(int)REC->num % 4");

    static Stream<byte[]> seeds() {
        return PRINT_FMTS.stream().map(format -> {
            byte[] text = (PrintFmtTest.FIELDS + format + "\n").getBytes(ISO_8859_1);
            byte[] seed = Arrays.copyOf(PrintFmtTest.event(ByteOrder.LITTLE_ENDIAN), EVENT + text.length);
            System.arraycopy(text, 0, seed, EVENT, text.length);
            return seed;
        });
    }

    @MethodSource("seeds")
    @FuzzTest
    void any_format_prints_any_event(byte[] bytes) {
        int length = Math.min(EVENT, bytes.length);
        EventFormat format = EventFormat.parse(
                "system", new String(bytes, length, bytes.length - length, ISO_8859_1), bytes.length % 2 == 0 ? 8 : 4);
        if (format == null) {
            return;
        }
        EventBytes event = new EventBytes(bytes.length % 3 == 0 ? Words.BIG : Words.LITTLE, 8, PrintFmtTest.NAMES);
        event.set(bytes, 0, length);
        Out out = new Out();
        format.print(event, out);
        assertThat(format.recorded(event)).isNotNull();
        format.printArguments(event, out);
        assertThat(out.length()).isLessThan(MOST_TEXT);
    }
}
