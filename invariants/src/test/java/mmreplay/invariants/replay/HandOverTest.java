package mmreplay.invariants.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import mmreplay.traces.Gap;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class HandOverTest {

    private static final int SEED = 11;
    /** Many batches full. */
    private static final int MANY = 30_000;

    private static final Field[] FIELDS = Field.values();
    private static final EventKind[] KINDS = EventKind.values();

    /** Writes down what it is given, and by whom. */
    private static final class Noted implements Steps {
        private final List<String> steps = new ArrayList<>();
        private final List<Thread> threads = new ArrayList<>();

        private void note(String step) {
            steps.add(step);
            threads.add(Thread.currentThread());
        }

        @Override
        public void begin(long time, int buffer, int cpu, long line, int pid) {
            note("begin " + time + ' ' + buffer + ' ' + cpu + ' ' + line + ' ' + pid);
        }

        @Override
        public void event(MmEvent event) {
            note(event.toString()
                    + ' '
                    + event.time()
                    + ' '
                    + event.cpu()
                    + ' '
                    + event.pid()
                    + ' '
                    + event.inInterrupt());
        }

        @Override
        public void end() {
            note("end");
        }

        @Override
        public void gap(Gap gap) {
            note(gap.toString());
        }
    }

    private static void play(int events, List<Steps> takers) {
        Random random = new Random(SEED);
        MmEvent event = new MmEvent();
        for (int line = 1; line <= events; line++) {
            boolean usual = random.nextBoolean(); // else no real trace is like that
            long time = random.nextLong();
            int buffer = random.nextInt(usual ? 2 : 1 << 20);
            int cpu = usual ? random.nextInt(1 << 10) : random.nextInt();
            int pid = usual ? random.nextInt(1 << 22) : random.nextInt();
            long at = usual ? line : (long) line << random.nextInt(40);
            takers.forEach(taker -> taker.begin(time, buffer, cpu, at, pid));
            for (int canonical = random.nextInt(3); canonical > 0; canonical--) {
                EventKind kind = KINDS[random.nextInt(KINDS.length)];
                event.begin(kind, at, time, cpu, pid);
                if (random.nextInt(4) == 0) {
                    event.begin(kind, random.nextLong(), random.nextLong(), random.nextInt(), random.nextInt());
                }
                event.inInterrupt(random.nextBoolean());
                int share = 1 + random.nextInt(20); // some have every field, most have few
                for (Field field : FIELDS) {
                    if (random.nextInt(share) == 0) {
                        event.set(field, random.nextLong());
                    }
                }
                takers.forEach(taker -> taker.event(event));
            }
            takers.forEach(Steps::end);
            if (random.nextInt(100) == 0) {
                takers.forEach(taker -> taker.gap(new Gap(cpu, pid, Gap.Cause.MARKER, time, buffer)));
            }
        }
    }

    @Test
    void another_thread_gets_every_step_as_it_is_and_in_order() {
        Noted here = new Noted();
        Noted there = new Noted();
        try (HandOver handOver = new HandOver(there, 0)) {
            play(MANY, List.of(here, handOver));
        }
        assertThat(there.steps).isEqualTo(here.steps);
        assertThat(there.threads).doesNotContain(Thread.currentThread());
    }

    @Test
    void the_begin_of_a_trace_needs_no_thread() {
        Noted here = new Noted();
        Noted there = new Noted();
        try (HandOver handOver = new HandOver(there, 500)) {
            play(MANY, List.of(here, handOver));
        }
        assertThat(there.steps).isEqualTo(here.steps);
        int own = there.threads.lastIndexOf(Thread.currentThread());
        assertThat(own).isGreaterThan(500).isLessThan(there.threads.size() / 2);
        assertThat(there.threads.subList(0, own + 1)).containsOnly(Thread.currentThread());
    }

    @Test
    void nor_does_a_short_trace() {
        Noted here = new Noted();
        Noted there = new Noted();
        try (HandOver handOver = new HandOver(there)) {
            play(1000, List.of(here, handOver));
        }
        assertThat(there.steps).isEqualTo(here.steps);
        assertThat(there.threads).containsOnly(Thread.currentThread());
    }

    /** Takes nothing from some event on. */
    private static final class Broken implements Steps {
        private final long from;
        private final Throwable thrown;
        private boolean over;
        private int after;

        Broken(long from, Throwable thrown) {
            this.from = from;
            this.thrown = thrown;
        }

        @Override
        public void begin(long time, int buffer, int cpu, long line, int pid) {
            if (over) {
                after++;
            }
            if (line == from) {
                over = true;
                if (thrown instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) thrown;
            }
        }

        @Override
        public void event(MmEvent event) {}

        @Override
        public void end() {}

        @Override
        public void gap(Gap gap) {}
    }

    private static void playTo(Broken broken, int alone) {
        try (HandOver handOver = new HandOver(broken, alone)) {
            play(MANY, List.of(handOver));
        }
    }

    @Test
    void what_the_taker_throws_reaches_the_giver_and_nothing_is_taken_after_it() {
        Broken atOnce = new Broken(1, new OutOfMemoryError("no room"));
        assertThatThrownBy(() -> playTo(atOnce, 0)).isSameAs(atOnce.thrown);
        assertThat(atOnce.after).isZero();

        Broken atTheEnd = new Broken(MANY, new IllegalStateException("a fault"));
        assertThatThrownBy(() -> playTo(atTheEnd, 0)).isSameAs(atTheEnd.thrown);
    }

    @Test
    void nor_is_anything_taken_after_it_on_the_same_thread() {
        Broken early = new Broken(10, new OutOfMemoryError("no room"));
        assertThatThrownBy(() -> playTo(early, 50)).isSameAs(early.thrown);
        assertThat(early.after).isZero();
        assertThat(early.thrown.getSuppressed()).isEmpty();

        Broken late = new Broken(MANY, new IllegalStateException("a fault"));
        assertThatThrownBy(() -> playTo(late, Integer.MAX_VALUE)).isSameAs(late.thrown);
    }

    @Test
    void what_the_giver_throws_is_not_hidden_and_ends_the_thread() {
        Noted there = new Noted();
        assertThatThrownBy(() -> {
                    try (HandOver handOver = new HandOver(there, 0)) {
                        play(MANY, List.of(handOver));
                        throw new IllegalArgumentException("unreadable");
                    }
                })
                .hasMessage("unreadable");
        assertThat(there.threads.get(0).isAlive()).isFalse();
    }
}
