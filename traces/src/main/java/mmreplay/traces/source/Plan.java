package mmreplay.traces.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import mmreplay.traces.TraceInfo;
import mmreplay.traces.UnusableTraceException;

/**
 * How several sources make one trace. Sources that follow one another on the same CPUs are one chain, as if one ring buffer had
 * been read in parts; chains that share a CPU are several ring buffers, that is, instances.
 *
 * @param chains each a list of indexes of sources, in the order in which they follow one another
 * @param info what the whole says of itself; its count of events is not set
 * @param whole the headers' counts prove that nothing is missing, neither within nor between the sources
 */
record Plan(List<List<Integer>> chains, TraceInfo info, boolean whole) {

    /** @param names for messages */
    static Plan of(List<String> names, List<Survey> surveys) throws UnusableTraceException {
        return new Plan(chains(surveys), info(names, surveys), whole(surveys));
    }

    private static List<List<Integer>> chains(List<Survey> surveys) {
        List<Integer> byTime = IntStream.range(0, surveys.size())
                .boxed()
                .sorted(Comparator.comparingLong(index -> surveys.get(index).first()))
                .toList();
        List<List<Integer>> chains = new ArrayList<>();
        for (int index : byTime) {
            Optional<List<Integer>> continued = chains.stream()
                    .filter(chain -> surveys.get(index).follows(surveys.get(chain.get(chain.size() - 1))))
                    .max(Comparator.comparingLong(
                            chain -> surveys.get(chain.get(chain.size() - 1)).last()));
            continued
                    .orElseGet(() -> {
                        chains.add(new ArrayList<>());
                        return chains.get(chains.size() - 1);
                    })
                    .add(index);
        }
        return chains;
    }

    private static TraceInfo info(List<String> names, List<Survey> surveys) throws UnusableTraceException {
        TraceInfo.ClockUnit clock = null;
        String clockOf = "";
        String format = surveys.get(0).info().format();
        int cpus = 0;
        for (int i = 0; i < surveys.size(); i++) {
            TraceInfo info = surveys.get(i).info();
            cpus = Math.max(cpus, info.cpus());
            format = format.equals(info.format()) ? format : "several";
            if (surveys.get(i).empty()) {
                continue;
            }
            if (clock != null && clock.isTime() != info.clock().isTime()) {
                throw new UnusableTraceException(names.get(i) + ": its clock counts in " + unit(info.clock())
                        + ", that of " + clockOf + " in " + unit(clock)
                        + ", so their events have no common order; check them without --as-one");
            }
            if (clock == null || info.clock().resolution() > clock.resolution()) {
                clock = info.clock();
                clockOf = names.get(i);
            }
        }
        return new TraceInfo(format, clock == null ? surveys.get(0).info().clock() : clock, cpus, 0, -1, -1);
    }

    private static String unit(TraceInfo.ClockUnit clock) {
        return clock.isTime() ? "seconds" : "units that it does not tell";
    }

    /**
     * The kernel prints the counts of all CPUs at the head of each CPU's own file; and the parts of a file that was cut have its
     * header once. Where all that is stated is the same, and it is what was read, it counts all of them.
     */
    private static boolean whole(List<Survey> surveys) {
        List<TraceInfo> stated = surveys.stream()
                .map(Survey::info)
                .filter(info -> info.entriesInBuffer() >= 0)
                .toList();
        long events =
                surveys.stream().mapToLong(survey -> survey.info().events()).sum();
        return !stated.isEmpty()
                && stated.stream()
                        .allMatch(info -> info.entriesInBuffer() == events && info.entriesWritten() == events);
    }
}
