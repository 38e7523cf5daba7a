package mmreplay.invariants.shrink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DdminTest {

    private static final List<Integer> WHOLE = IntStream.range(0, 1000).boxed().toList();

    @Test
    void what_is_needed_is_left_in_its_order_and_nothing_else() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 50; i++) {
            List<Integer> needed = random.ints(1 + random.nextInt(12), 0, WHOLE.size())
                    .distinct()
                    .sorted()
                    .boxed()
                    .toList();
            assertThat(Ddmin.smallest(WHOLE, part -> part.containsAll(needed), () -> false))
                    .isEqualTo(needed);
        }
    }

    @Test
    void no_single_element_can_be_missed_where_some_stand_for_others() {
        List<Integer> least = Ddmin.smallest(
                WHOLE, part -> part.contains(500) && part.stream().anyMatch(n -> n % 100 == 7), () -> false);
        assertThat(least).hasSize(2).contains(500);
    }

    @Test
    void nothing_is_left_of_what_is_not_needed_at_all() {
        assertThat(Ddmin.smallest(WHOLE, part -> true, () -> false)).isEmpty();
        assertThat(Ddmin.smallest(List.of(), part -> true, () -> false)).isEmpty();
    }

    @Test
    void when_time_is_up_what_passed_last_is_given() {
        AtomicInteger tests = new AtomicInteger();
        List<Integer> part = Ddmin.smallest(
                WHOLE,
                kept -> {
                    tests.incrementAndGet();
                    return kept.contains(3);
                },
                () -> tests.get() >= 2);
        assertThat(part).contains(3).hasSizeGreaterThan(1);
        assertThat(tests).hasValue(2);
    }
}
