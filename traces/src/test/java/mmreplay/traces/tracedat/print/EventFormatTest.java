package mmreplay.traces.tracedat.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EventFormatTest {

    private static EventField field(String line) {
        EventFormat format = EventFormat.parse("s", "name: n\nID: 1\nformat:\n\tfield:" + line + "\n", 8);
        if (format == null || format.fields().size() != 1) {
            throw new AssertionError(line);
        }
        return format.fields().get(0);
    }

    @Test
    void a_scalar_has_a_type_and_a_sign() {
        EventField field = field("unsigned long long addr;\toffset:8;\tsize:8;\tsigned:0;");
        assertThat(field)
                .isEqualTo(new EventField("addr", "unsigned long long", EventField.Kind.SCALAR, 8, 8, false, 0));
        assertThat(field("struct page * page;\toffset:8;\tsize:8;\tsigned:0;").isPointer())
                .isTrue();
    }

    @Test
    void arrays_are_known_by_their_brackets() {
        EventField comm = field("char comm[TASK_COMM_LEN];\toffset:8;\tsize:16;\tsigned:0;");
        assertThat(List.of(comm.name(), comm.type(), comm.kind()))
                .isEqualTo(List.of("comm", "char", EventField.Kind.ARRAY));
        assertThat(comm.isText()).isTrue();
        EventField numbers = field("unsigned long caller[8];\toffset:16;\tsize:64;\tsigned:0;");
        assertThat(numbers.elementSize(8)).isEqualTo(8);
    }

    @Test
    void dynamic_data_is_known_by_its_type() {
        EventField name = field("__data_loc char[] name;\toffset:8;\tsize:4;\tsigned:0;");
        assertThat(name.kind()).isEqualTo(EventField.Kind.DATA_LOC);
        assertThat(name.name()).isEqualTo("name");
        assertThat(name.isText()).isTrue();
        EventField list = field("__rel_loc u32[] list;\toffset:8;\tsize:4;\tsigned:0;");
        assertThat(list.kind()).isEqualTo(EventField.Kind.REL_LOC);
        assertThat(list.elementSize(8)).isEqualTo(4);
    }

    @Test
    void kernels_before_3_have_no_signs() {
        assertThat(field("int x;\toffset:8;\tsize:4;").signed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "name: x\n", "ID: 7\n", "name: x\nID: 99999999\n"})
    void what_has_no_name_or_no_id_is_no_format(String text) {
        assertThat(EventFormat.parse("s", text, 8)).isNull();
    }
}
