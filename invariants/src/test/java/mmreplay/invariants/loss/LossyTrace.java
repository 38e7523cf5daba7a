package mmreplay.invariants.loss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A trace from which events were deleted, with the markers that a kernel would have printed.
 *
 * @param text the trace that is left
 * @param originalLines by 1-based line of {@code text}: the line that it was, 0 for a marker
 */
public record LossyTrace(String text, List<Integer> originalLines) {

    private static final Pattern EVENT = Pattern.compile("^.{16,}?-\\d+ .*?\\[(\\d{3})\\] .*");

    /** The lines of a whole trace, with the CPU of each event: -1 for a header, the event's own for what continues it. */
    public static final class Whole {
        final List<String> lines;
        final int[] cpus;

        public Whole(String text) {
            lines = text.lines().toList();
            cpus = new int[lines.size()];
            int cpu = -1;
            for (int i = 0; i < cpus.length; i++) {
                Matcher event = EVENT.matcher(lines.get(i));
                if (lines.get(i).startsWith("#")) {
                    cpu = -1;
                } else if (event.matches()) {
                    cpu = Integer.parseInt(event.group(1));
                }
                cpus[i] = cpu;
            }
        }

        int size() {
            return lines.size();
        }

        boolean isEvent(int line) {
            return cpus[line] >= 0 && EVENT.matcher(lines.get(line)).matches();
        }
    }

    /** Deletes runs of events per CPU until about {@code share} of all is gone. */
    public static LossyTrace dropRuns(Whole whole, double share, int longestRun, SplittableRandom random) {
        boolean[] dropped = new boolean[whole.size()];
        int goal = (int) (share * whole.size());
        int gone = 0;
        while (gone < goal) {
            int at = random.nextInt(whole.size());
            int run = 1 + random.nextInt(longestRun);
            gone += drop(whole, dropped, at, run);
        }
        return of(whole, dropped);
    }

    /** Deletes one run of events, of the CPU that the given line belongs to. */
    static LossyTrace dropRun(Whole whole, int from, int run) {
        boolean[] dropped = new boolean[whole.size()];
        drop(whole, dropped, from, run);
        return of(whole, dropped);
    }

    private static int drop(Whole whole, boolean[] dropped, int from, int run) {
        int cpu = whole.cpus[from];
        int events = 0;
        int lines = 0;
        for (int i = from; cpu >= 0 && i < whole.size() && events < run; i++) {
            if (whole.cpus[i] == cpu && !dropped[i]) {
                dropped[i] = true;
                lines++;
                events += whole.isEvent(i) ? 1 : 0;
            }
        }
        return lines;
    }

    /** What a copy of the file's middle leaves: no marker anywhere, only the header may still tell the old counts. */
    static LossyTrace cut(Whole whole, int from, int to, boolean keepHeader) {
        List<String> lines = new ArrayList<>();
        List<Integer> originals = new ArrayList<>(List.of(0));
        for (int i = 0; i < whole.size(); i++) {
            if ((i >= from && i < to) || (keepHeader && whole.cpus[i] < 0)) {
                lines.add(whole.lines.get(i));
                originals.add(i + 1);
            }
        }
        return new LossyTrace(String.join("\n", lines) + "\n", originals);
    }

    private static LossyTrace of(Whole whole, boolean[] dropped) {
        List<String> lines = new ArrayList<>();
        List<Integer> originals = new ArrayList<>(List.of(0));
        int[] lost = new int[1 + Arrays.stream(whole.cpus).max().orElse(0)];
        for (int i = 0; i < whole.size(); i++) {
            int cpu = whole.cpus[i];
            if (dropped[i]) {
                lost[cpu] += whole.isEvent(i) ? 1 : 0;
                continue;
            }
            if (cpu >= 0 && lost[cpu] > 0 && whole.isEvent(i)) {
                lines.add("CPU:" + cpu + " [LOST " + lost[cpu] + " EVENTS]");
                originals.add(0);
                lost[cpu] = 0;
            }
            lines.add(whole.lines.get(i));
            originals.add(i + 1);
        }
        return new LossyTrace(String.join("\n", lines) + "\n", originals);
    }
}
