package mmreplay.traces.tracedat.print;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PrintFmtTest {

    static final String FIELDS = """
            name: all
            ID: 7
            format:
            \tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;
            \tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;

            \tfield:unsigned long addr;\toffset:8;\tsize:8;\tsigned:0;
            \tfield:int num;\toffset:16;\tsize:4;\tsigned:1;
            \tfield:u32 flags;\toffset:20;\tsize:4;\tsigned:0;
            \tfield:char comm[8];\toffset:24;\tsize:8;\tsigned:0;
            \tfield:__data_loc char[] name;\toffset:32;\tsize:4;\tsigned:0;
            \tfield:__rel_loc u16[] list;\toffset:36;\tsize:4;\tsigned:0;
            \tfield:bool yes;\toffset:40;\tsize:1;\tsigned:0;
            \tfield:const char * str;\toffset:48;\tsize:8;\tsigned:0;

            print fmt:""";

    /** addr=0xffff888000001000 num=-3 flags=0x13 comm=bash name=cache list={1, 2, 0x300} yes=1 str=0xabc0. */
    static byte[] event(ByteOrder order) {
        ByteBuffer b = ByteBuffer.allocate(72).order(order);
        b.putShort(0, (short) 7)
                .putInt(4, 42)
                .putLong(8, 0xffff_8880_0000_1000L)
                .putInt(16, -3)
                .putInt(20, 0x13);
        b.put(24, "bash\0xyz".getBytes(ISO_8859_1));
        b.putInt(32, 6 << 16 | 56).putInt(36, 6 << 16 | 22).put(40, (byte) 1).putLong(48, 0xabc0);
        b.put(56, "cache\0".getBytes(ISO_8859_1));
        b.putShort(62, (short) 1).putShort(64, (short) 2).putShort(66, (short) 0x300);
        return b.array();
    }

    static final Names NAMES = new Names() {
        @Override
        public void symbol(long address, boolean offset, Out out) {
            out.put(offset ? "func+0x10/0x20" : "func");
        }

        @Override
        public boolean plainSymbols() {
            return true;
        }

        @Override
        public byte[] string(long address) {
            return address == 0xabc0 ? "constant".getBytes(ISO_8859_1) : new byte[0];
        }
    };

    private static String print(String printFmt, byte[] bytes, Words words) {
        EventFormat format = EventFormat.parse("test", FIELDS + printFmt + "\n", 8);
        assertThat(format).isNotNull();
        EventBytes event = new EventBytes(words, 8, NAMES);
        event.set(bytes, 0, bytes.length);
        Out out = new Out();
        if (format != null) {
            format.print(event, out);
        }
        return new String(out.bytes(), 0, out.length(), ISO_8859_1);
    }

    private static String little(String printFmt) {
        return print(printFmt, event(ByteOrder.LITTLE_ENDIAN), Words.LITTLE);
    }

    private static String print(String printFmt) {
        String little = little(printFmt);
        assertThat(print(printFmt, event(ByteOrder.BIG_ENDIAN), Words.BIG)).isEqualTo(little);
        return little;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '~',
            value = {
                "\"%lx %#lx %016llx\", REC->addr, REC->addr, REC->addr @ ffff888000001000 0xffff888000001000 ffff888000001000",
                "\"%d %u %hd %5d|%-5d|%05d\", REC->num, REC->num, REC->num, REC->num, REC->num, REC->num"
                        + " @ -3 4294967293 -3    -3|-3   |-0003",
                "\"%s=%s %.2s %8s|%-8s|\", REC->comm, __get_str(name), REC->comm, REC->comm, REC->comm"
                        + " @ bash=cache ba     bash|bash    |",
                "\"%p %pS %ps %c%%\", (void *)REC->addr, (void *)REC->addr, REC->addr, 'A'"
                        + " @ ffff888000001000 func+0x10/0x20 func A%",
                "\"%s\", REC->str @ constant",
                "\"%s\" \"%s\", REC->yes ? \"y\" : \"n\", !REC->yes ? \"y\" : \"n\" @ yn",
                "\"%s\", __print_flags(REC->flags, \"|\", {0x1, \"A\"}, {(1UL << 1), \"B\"}, {0x4, \"C\"}, {0, ((void *)0)})"
                        + " @ A|B|0x10",
                "\"%s %s\", __print_symbolic(REC->num, {-3, \"minus\"}, {0, \"zero\"}), __print_symbolic(REC->flags, {1, \"x\"})"
                        + " @ minus 0x13",
                "\"%s\", (REC->flags & 0x4) ? __print_flags(REC->flags, \"|\", {1, \"A\"}) : \"none\" @ none",
                "\"%s %s\", __print_hex(__get_str(name), 3), __print_hex_str(__get_str(name), 2) @ 63 61 63 6361",
                "\"%s %d\", __print_array(__get_dynamic_array(list), 3, 2), __get_dynamic_array_len(list)"
                        + " @ {0x1,0x2,0x300} 6",
                "\"%d %d %d\", ((u16 *)__get_rel_dynamic_array(list))[2], REC->comm[1], *(u8 *)__get_str(name) @ 768 97 99",
                "\"%lu %d\", sizeof(unsigned long), (int)sizeof(u16) @ 8 2",
                "\"%d\", REC->addr != -1UL @ 1",
                "\"%d %d\", REC->num < 0, (unsigned int)REC->num < 5U @ 1 0",
                "\"%d %d %d %d\", 7 / 2, 7 % 4, (1 + 2) * 3, ~0 @ 3 3 9 -1",
                "\"%llx\", ((u64)REC->flags << 32) | (REC)->num @ fffffffffffffffd",
                "\"%d\", ((unsigned int) ((REC->flags) >> 4)) + __builtin_expect(!!(REC->yes), 0) @ 2",
                "\"%*d|%.*s\", 4, REC->num, 3, REC->comm @   -3|bas",
                "\"a\\tb\\\"%x\\n\", REC->flags @ ~a\tb\"13\n~"
            })
    void prints_as_the_kernel_does(String printFmt, String expected) {
        assertThat(print(printFmt).strip()).isEqualTo(expected.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"%s\", mc_event_error_type(REC->num)",
                "\"%d\", ({ int x = 3; x; })",
                "\"%d\", REC->nothing",
                "\"%d\", UNKNOWN_CONSTANT",
                "\"%d %d\", REC->num",
                "\"%d\", REC->num / 0",
                "\"%d\", REC->comm[99]",
                "\"%s\", __print_hex(__get_str(name), 4000)",
                "\"%d\", (((((",
                "\"%",
                "\"%y\", 1",
                "",
                "no string"
            })
    void what_cannot_be_run_prints_every_field(String printFmt) {
        assertThat(little(printFmt))
                .isEqualTo(
                        "addr=0xffff888000001000 num=-3 flags=19 comm=bash name=cache list=ARRAY[01, 00, 02, 00, 00, 03]"
                                + " yes=1 str=0xabc0");
    }

    @Test
    void a_pointer_that_nobody_knows_costs_only_itself() {
        assertThat(print("\"page=%p num=%d\", (((struct page *)vmemmap_base) + (REC->addr)), REC->num"))
                .isEqualTo("page=(____ptrval____) num=-3");
    }

    @Test
    void an_event_that_is_too_short_has_only_the_fields_that_it_holds() {
        byte[] whole = event(ByteOrder.LITTLE_ENDIAN);
        byte[] cut = Arrays.copyOf(whole, 22);
        assertThat(print("\"%lx %s\", REC->addr, REC->comm", cut, Words.LITTLE))
                .isEqualTo("addr=0xffff888000001000 num=-3");
    }

    @Test
    void nothing_recurses_deeper_than_the_stack() {
        for (String hostile : new String[] {"(", "!", "-", "1?", "*", "(int)", "1+(", "__print_hex("}) {
            assertThat(little("\"%d\", " + hostile.repeat(100_000) + "1")).startsWith("addr=");
        }
        assertThat(little("\"%d\", REC->num" + "+REC->num".repeat(20_000))).startsWith("addr=");
        assertThat(little("\"%9999999d\", 1")).hasSizeLessThan(5000);
    }
}
