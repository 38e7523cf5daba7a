package mmreplay.traces.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mmreplay.traces.event.Era;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.FactClass;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.Word;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Whoever writes such files has only the page to go by. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FormatsPageTest {

    private static final String PAGE = page();

    private static String page() {
        try {
            return Files.readString(Path.of("formats.md"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void it_tells_every_field_and_how_it_is_written() {
        assertThat(Field.values()).allSatisfy(field -> assertThat(PAGE)
                .contains("\n| `" + Columns.of(field) + "` | "
                        + field.notation().name().toLowerCase(Locale.ROOT) + " | "));
    }

    @Test
    void it_tells_every_kind_with_what_it_needs_and_its_class() {
        assertThat(EventKind.values()).allSatisfy(kind -> {
            String needs = kind.required().stream()
                    .map(field -> "`" + Columns.of(field) + "`")
                    .collect(Collectors.joining(" "));
            String type =
                    kind.factClass() == FactClass.NONE ? "-" : kind.factClass().name();
            assertThat(PAGE)
                    .containsPattern("\\| `" + kind + "` \\| " + (needs.isEmpty() ? "-" : needs) + " \\| [^|]+ \\| "
                            + type + " \\| [^|]+ \\|");
        });
    }

    @Test
    void it_tells_every_word_class_change_column_and_statement() {
        String words = PAGE.substring(PAGE.indexOf("### Words"), PAGE.indexOf("## tracefs' text"));
        assertThat(Word.values()).allSatisfy(word -> assertThat(words).contains("`" + word + "`"));
        assertThat(Era.values()).allSatisfy(era -> assertThat(words).contains("`" + era + "`"));
        assertThat(Arrays.stream(FactClass.values()).filter(type -> type != FactClass.NONE))
                .allSatisfy(type -> assertThat(PAGE).contains("\n| `" + type + "` | " + type.meaning() + " |"));
        assertThat(Stream.of(Columns.of(Form.RAW), Columns.of(Form.CANONICAL), Statement.KEYS)
                        .flatMap(List::stream))
                .allSatisfy(
                        name -> assertThat(PAGE).containsPattern("\n\\|( `[a-z_]+`)* `" + name + "`( `[a-z_]+`)* \\|"));
    }
}
