package mmreplay.invariants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mmreplay.invariants.tracks.TrackListener;
import mmreplay.invariants.tracks.TrackListener.End;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.source.Trace;
import mmreplay.traces.source.TraceOptions;
import mmreplay.traces.source.Traces;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TracksTest {

    private static final String HEAD = """
            # tracer: nop
            #
            # entries-in-buffer/entries-written: 9/9   #P:2
            #
            #           TASK-PID     CPU#  |||||  TIMESTAMP  FUNCTION
            #              | |         |   |||||     |         |
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static final class Heard implements TrackListener {
        final List<Ran> ran = new ArrayList<>();
        final List<Held> held = new ArrayList<>();

        @Override
        public void ran(Ran slice) {
            ran.add(slice);
        }

        @Override
        public void held(Held slice) {
            held.add(slice);
        }
    }

    private Heard read(String... lines) throws IOException, UnusableTraceException {
        Path file = Files.writeString(folder.resolve("trace.txt"), HEAD + String.join("\n", lines) + "\n");
        Heard heard = new Heard();
        try (Trace trace = Traces.of(
                file,
                () -> {
                    throw new IllegalStateException();
                },
                TraceOptions.STANDARD)) {
            Tracks.read(trace, heard);
        }
        return heard;
    }

    private static String event(String task, int cpu, int micros, String text) {
        return String.format("%16s [%03d] ..... %5d.%06d: %s", task, cpu, 1, micros, text);
    }

    @Test
    void a_lock_is_a_slice_from_its_acquisition_to_its_release() throws IOException, UnusableTraceException {
        Heard heard = read(
                event("a-7", 0, 10, "lock_acquire: 00000000aaaa0001 read &mm->mmap_lock"),
                event("a-7", 0, 12, "lock_acquired: 00000000aaaa0001 &mm->mmap_lock"),
                event("a-7", 0, 13, "lock_acquire: 00000000aaaa0002 ptlock_ptr(page)"),
                event("a-7", 0, 14, "lock_acquired: 00000000aaaa0002 ptlock_ptr(page)"),
                event("a-7", 0, 20, "lock_release: 00000000aaaa0001 &mm->mmap_lock"),
                event("a-7", 0, 25, "lock_release: 00000000aaaa0002 ptlock_ptr(page)"));
        assertThat(heard.held).hasSize(2);
        TrackListener.Held first = heard.held.get(0);
        assertThat(first.lock()).isEqualTo("mmap_lock");
        assertThat(first.name()).isEqualTo("0xaaaa0001");
        assertThat(first.read()).isTrue();
        assertThat(first.from()).isEqualTo(1_000_012_000L);
        assertThat(first.to()).isEqualTo(1_000_020_000L);
        assertThat(first.end()).isEqualTo(End.RELEASED);
        assertThat(first.slot()).isZero();
        assertThat(heard.held.get(1).slot()).as("held at the same time").isEqualTo(1);
    }

    @Test
    void what_is_held_when_events_are_lost_ends_there() throws IOException, UnusableTraceException {
        Heard heard = read(
                event("a-7", 0, 10, "lock_acquire: 00000000aaaa0001 &mm->mmap_lock"),
                event("a-7", 0, 12, "lock_acquired: 00000000aaaa0001 &mm->mmap_lock"),
                "CPU:1 [LOST 5 EVENTS]",
                event("b-8", 1, 30, "lock_release: 00000000aaaa0001 &mm->mmap_lock"));
        assertThat(heard.held).singleElement().satisfies(slice -> {
            assertThat(slice.end()).isEqualTo(End.LOST);
            assertThat(slice.to()).isEqualTo(1_000_012_000L);
        });
    }

    @Test
    void what_is_held_at_the_end_is_open() throws IOException, UnusableTraceException {
        Heard heard = read(
                event("a-7", 0, 10, "lock_acquire: 00000000aaaa0001 &mm->mmap_lock"),
                event("a-7", 0, 12, "lock_acquired: 00000000aaaa0001 &mm->mmap_lock"),
                event("a-7", 0, 30, "lock_acquire: 00000000aaaa0002 ptlock_ptr(page)"));
        assertThat(heard.held).singleElement().satisfies(slice -> {
            assertThat(slice.end()).isEqualTo(End.OPEN);
            assertThat(slice.to()).isEqualTo(1_000_030_000L);
        });
    }

    @Test
    void a_task_runs_from_its_first_event_in_a_row_to_its_last() throws IOException, UnusableTraceException {
        Heard heard = read(
                event("a-7", 0, 10, "page_fault_user: address=0x1 ip=0x2 error_code=0x4"),
                event("b-8", 1, 11, "page_fault_user: address=0x1 ip=0x2 error_code=0x4"),
                event("a-7", 0, 12, "page_fault_user: address=0x1 ip=0x2 error_code=0x4"),
                event("b-8", 0, 13, "page_fault_user: address=0x1 ip=0x2 error_code=0x4"));
        assertThat(heard.ran)
                .extracting(TrackListener.Ran::cpu, TrackListener.Ran::pid, TrackListener.Ran::events)
                .containsExactly(tuple(0, 7, 2L), tuple(0, 8, 1L), tuple(1, 8, 1L));
        assertThat(heard.ran.get(0).to()).isEqualTo(1_000_012_000L);
    }
}
