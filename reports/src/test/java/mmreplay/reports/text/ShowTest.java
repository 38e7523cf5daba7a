package mmreplay.reports.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ShowTest {

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                7,
                999,
                1_000,
                203_344,
                999_999,
                1_000_000,
                Long.MAX_VALUE,
                -1,
                -999,
                -1_000,
                -123_456,
                Long.MIN_VALUE
            })
    void a_count_is_grouped_as_Java_groups_it(long n) {
        assertThat(Show.count(n)).isEqualTo(String.format(Locale.ROOT, "%,d", n));
    }
}
