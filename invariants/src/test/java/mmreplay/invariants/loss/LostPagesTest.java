package mmreplay.invariants.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import mmreplay.invariants.replay.Verdicted;
import mmreplay.traces.Gap;
import mmreplay.traces.RawEvent;
import mmreplay.traces.TraceFile;
import mmreplay.traces.TraceReader;
import mmreplay.traces.UnusableTraceException;
import mmreplay.traces.dialect.Bases;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trace.dat loses whole pages of the ring buffer, and the next page says so: with a count, if there is room, or without. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LostPagesTest {

    private static final int TRIALS = Integer.getInteger("mmreplay.loss.trials", 60) / 2;
    private static final long SEED = Long.getLong("mmreplay.seed", 1);
    private static final int MOST_PAGES = 6;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /**
     * What tells an event from its neighbours.
     *
     * @param line its number in the whole trace, from 1
     */
    private record Event(int cpu, long time, String name, long line) {

        boolean same(Event other) {
            return time == other.time && name.equals(other.name);
        }
    }

    private static byte[] recording() throws IOException {
        try (InputStream in = LostPagesTest.class.getResourceAsStream("fork-cow.v6.dat.gz")) {
            return new GZIPInputStream(in).readAllBytes();
        }
    }

    private Path written(Pages pages) throws IOException {
        return Files.write(folder.resolve("trace.dat"), pages.file());
    }

    private static List<Event> events(Path file, List<Gap> gaps) throws IOException, UnusableTraceException {
        List<Event> events = new ArrayList<>();
        try (TraceReader reader = TraceFile.open(file)) {
            for (TraceReader.Step step = reader.next(); step != TraceReader.Step.END; step = reader.next()) {
                if (step == TraceReader.Step.GAP) {
                    gaps.add(reader.gap());
                    continue;
                }
                RawEvent event = reader.event();
                events.add(new Event(event.cpu(), event.time(), event.name(), events.size() + 1));
            }
        }
        return events;
    }

    /** Each event with its line in the whole trace: of one CPU's one run is missing. */
    private static List<Event> named(List<Event> left, List<Event> before, int cpu) {
        List<Event> old = before.stream().filter(event -> event.cpu() == cpu).toList();
        List<Event> now = left.stream().filter(event -> event.cpu() == cpu).toList();
        int same = 0;
        while (same < now.size() && now.get(same).same(old.get(same))) {
            same++;
        }
        Set<Long> lost = new HashSet<>();
        old.subList(same, same + old.size() - now.size()).forEach(event -> lost.add(event.line()));
        return before.stream().filter(event -> !lost.contains(event.line())).toList();
    }

    private static Decisions decided(Path file, List<Event> named) throws IOException, UnusableTraceException {
        long[] lines = named.stream().mapToLong(Event::line).toArray();
        try (TraceReader reader = TraceFile.open(file)) {
            return new Decisions(Verdicted.replay(reader, Bases.UNKNOWN, Optional.empty(), lines));
        }
    }

    @Test
    void losing_pages_makes_a_verdict_inconclusive_and_never_another_one() throws IOException, UnusableTraceException {
        LossResult result = new LossResult();
        Path file = written(new Pages(recording()));
        List<Event> all = events(file, new ArrayList<>());
        Decisions whole = decided(file, all);
        assertThat(whole.total()).isPositive();
        for (long seed = SEED; seed < SEED + TRIALS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Pages pages = new Pages(recording());
            List<Event> left = all;
            for (int runs = 1 + random.nextInt(3); runs > 0; runs--) {
                left = lose(pages, left, random);
            }
            Set<Long> lines = new HashSet<>();
            left.forEach(event -> lines.add(event.line()));
            result.trial(all.size(), left.size());
            whole.compare(decided(written(pages), left), lines, "pages, seed " + seed, result);
        }
        System.out.println(result.text());
        assertThat(result.lost()).isPositive();
        assertThat(result.broken()).isEmpty();
        assertThat(result.sum().stayed()).isPositive();
    }

    /** One run of pages of one CPU, from its head or from anywhere. */
    private List<Event> lose(Pages pages, List<Event> before, SplittableRandom random)
            throws IOException, UnusableTraceException {
        int cpu = random.nextInt(pages.cpus());
        int from = random.nextInt(4) == 0 ? 0 : random.nextInt(pages.of(cpu) - 1);
        int to = Math.min(pages.of(cpu) - 1, from + 1 + random.nextInt(MOST_PAGES));
        byte[] untouched = pages.file();
        pages.lose(cpu, from, to, -1);
        List<Gap> gaps = new ArrayList<>();
        List<Event> left = named(events(written(pages), gaps), before, cpu);
        int lost = before.size() - left.size();
        assertThat(gaps).anyMatch(gap -> gap.cpu() == cpu && gap.lost() == Gap.UNKNOWN_COUNT);
        if (random.nextBoolean()) {
            Pages counted = new Pages(untouched);
            counted.lose(cpu, from, to, lost);
            assertThat(events(Files.write(folder.resolve("counted.dat"), counted.file()), new ArrayList<>()))
                    .hasSameSizeAs(left);
            pages.take(counted);
        }
        return left;
    }
}
