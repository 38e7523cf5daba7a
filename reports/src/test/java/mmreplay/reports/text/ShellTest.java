package mmreplay.reports.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ShellTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "traces/a.txt.gz|traces/a.txt.gz",
                "my trace.txt|'my trace.txt'",
                "it's|'it'\\''s'",
                "$(reboot)|'$(reboot)'",
                "-rf|./-rf",
                "-r f|'./-r f'",
            })
    void a_path_is_one_word_and_no_option(String path, String word) {
        assertThat(Shell.path(path)).isEqualTo(word);
    }
}
