package mmreplay.invariants.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LanesTest {

    private final Lanes lanes = new Lanes(2);

    @Test
    void in_one_buffer_a_lane_is_a_CPU_that_was_announced() {
        assertThat(lanes.of(0, 1)).isEqualTo(1);
        assertThat(lanes.of(0, 0)).isZero();
        assertThat(lanes.of(0, 1)).isEqualTo(1);
    }

    @Test
    void a_CPU_that_was_announced_is_awaited_in_one_buffer_only() {
        assertThat(lanes.of(1, 0)).isZero();
        assertThat(lanes.of(0, 1)).isEqualTo(1);
        assertThat(lanes.of(0, 0)).isEqualTo(2);
        assertThat(lanes.of(1, 1)).isEqualTo(3);
        assertThat(lanes.of(1, 0)).isZero();
    }

    @Test
    void a_CPU_that_nobody_announced_gets_a_lane_when_it_shows() {
        assertThat(lanes.of(0, 700)).isEqualTo(2);
        assertThat(lanes.of(3, 700)).isEqualTo(3);
        assertThat(lanes.of(0, 0)).isZero();
    }
}
