package mmreplay.invariants.loss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import mmreplay.traces.Gap;

/** What can happen to a trace between the kernel's tracepoints and the file, in the order in which it happens. */
enum Damage {
    LATE_START {
        @Override
        Damaged to(Damaged trace, SplittableRandom random) {
            int from = random.nextInt(trace.steps().size());
            return trace.with(trace.steps().subList(from, trace.steps().size()));
        }
    },
    /** The buffers were too small: each CPU's holds its last events only, and the header tells. */
    OVERWRITTEN {
        @Override
        Damaged to(Damaged trace, SplittableRandom random) {
            return without(trace, heads(trace, random), random, false).asOverwritten();
        }
    },
    /** The same, but each CPU's first event stands behind {@code ##### CPU 0 buffer started ####}. */
    BUFFER_STARTED {
        @Override
        Damaged to(Damaged trace, SplittableRandom random) {
            List<Step> left = new ArrayList<>();
            BitSet told = new BitSet();
            for (Step step : without(trace, heads(trace, random), random, false).steps()) {
                if (step.isEvent() && !told.get(step.cpu())) {
                    told.set(step.cpu());
                    left.add(Step.of(new Gap(step.cpu(), Gap.UNKNOWN_COUNT, Gap.Cause.HEAD, step.line())));
                }
                left.add(step);
            }
            return trace.with(left);
        }
    },
    ONE_EVENT {
        @Override
        Damaged to(Damaged trace, SplittableRandom random) {
            BitSet lost = new BitSet();
            lose(trace, lost, random, 1);
            return without(trace, lost, random);
        }
    },
    /** A thousandth, in runs of at most ten: what a buffer loses that is nearly large enough. */
    SHORT_RUNS {
        @Override
        Damaged to(Damaged trace, SplittableRandom random) {
            return runs(trace, 0.001, 10, random);
        }
    },
    RUNS {
        @Override
        Damaged to(Damaged trace, SplittableRandom random) {
            return runs(trace, random.nextDouble(0.1), 40, random);
        }
    },
    LONG_RUNS {
        @Override
        Damaged to(Damaged trace, SplittableRandom random) {
            return runs(trace, random.nextDouble(0.3), 2000, random);
        }
    },
    /** A coarser clock: events of several CPUs get one stamp, and stand in any order. */
    REORDERED {
        @Override
        Damaged to(Damaged trace, SplittableRandom random) {
            long resolution = 1000L;
            for (int i = random.nextInt(4); i > 0; i--) {
                resolution *= 10;
            }
            List<Step> all = new ArrayList<>();
            List<List<Step>> tied = new ArrayList<>();
            List<Step> before = new ArrayList<>();
            long stamp = Long.MIN_VALUE;
            for (Step step : trace.steps()) {
                if (!step.isEvent() && step.cpu() != Gap.EVERY_CPU) {
                    before.add(step); // the marker stands before an event, wherever that comes to stand
                    continue;
                }
                long time = step.isEvent() ? step.time() - step.time() % resolution : Long.MIN_VALUE;
                if (time != stamp) {
                    shuffle(tied, all, random);
                    stamp = time;
                }
                before.add(step.isEvent() ? step.at(time) : step);
                tied.add(before);
                before = new ArrayList<>();
            }
            shuffle(tied, all, random);
            all.addAll(before);
            return trace.with(all);
        }
    },
    /** A reader of the pipe came late to one CPU: its events stand behind younger ones. */
    READ_LATE {
        @Override
        Damaged to(Damaged trace, SplittableRandom random) {
            List<Step> all = new ArrayList<>(trace.steps());
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                int from = random.nextInt(all.size());
                List<Step> window = all.subList(from, Math.min(all.size(), from + 1 + random.nextInt(300)));
                int cpu = window.get(0).cpu();
                if (window.stream().allMatch(Step::isEvent)) {
                    List<Step> late =
                            window.stream().filter(step -> step.cpu() == cpu).toList();
                    List<Step> early =
                            window.stream().filter(step -> step.cpu() != cpu).toList();
                    for (int n = 0; n < window.size(); n++) {
                        window.set(n, n < early.size() ? early.get(n) : late.get(n - early.size()));
                    }
                }
            }
            return trace.with(all);
        }
    },
    TAIL_CUT {
        @Override
        Damaged to(Damaged trace, SplittableRandom random) {
            int to = random.nextInt(trace.steps().size() + 1);
            return trace.with(trace.steps().subList(0, to)).withoutEnd();
        }
    },
    /** Several of the others, in the order in which they can happen. */
    MIXED {
        @Override
        Damaged to(Damaged trace, SplittableRandom random) {
            Damaged mixed = trace;
            for (Damage more : values()) {
                if (more != MIXED && random.nextInt(4) == 0 && mixed.events() > 0) {
                    mixed = more.to(mixed, random);
                }
            }
            return mixed;
        }
    };

    abstract Damaged to(Damaged trace, SplittableRandom random);

    static Damaged runs(Damaged trace, double share, int longest, SplittableRandom random) {
        BitSet lost = new BitSet();
        long goal = Math.max(1, (long) (share * trace.events()));
        for (long tries = 0; lost.cardinality() < goal && tries < 4 * goal; tries++) {
            lose(trace, lost, random, (int) Math.min(1 + random.nextInt(longest), goal - lost.cardinality()));
        }
        return without(trace, lost, random);
    }

    /** Marks a run of events of one CPU, which begins anywhere. */
    static void lose(Damaged trace, BitSet lost, SplittableRandom random, int run) {
        int at = random.nextInt(trace.steps().size());
        int cpu = trace.steps().get(at).cpu();
        int events = 0;
        for (int i = at; i < trace.steps().size() && events < run; i++) {
            Step step = trace.steps().get(i);
            if (step.isEvent() && step.cpu() == cpu && !lost.get(i)) {
                lost.set(i);
                events++;
            }
        }
    }

    static BitSet heads(Damaged trace, SplittableRandom random) {
        int[] held = new int[trace.of().cpus() + 1];
        int most = 1 + random.nextInt((int) Math.max(1, trace.events()));
        BitSet lost = new BitSet();
        for (int i = trace.steps().size() - 1; i >= 0; i--) {
            Step step = trace.steps().get(i);
            if (step.isEvent() && held[Math.min(step.cpu(), held.length - 1)]++ >= most) {
                lost.set(i);
            }
        }
        return lost;
    }

    static Damaged without(Damaged trace, BitSet lost, SplittableRandom random) {
        return without(trace, lost, random, true);
    }

    static Damaged without(Damaged trace, BitSet lost, SplittableRandom random, boolean marked) {
        List<Step> left = new ArrayList<>();
        long[] missing =
                new long[1 + trace.steps().stream().mapToInt(Step::cpu).max().orElse(0)];
        for (int i = 0; i < trace.steps().size(); i++) {
            Step step = trace.steps().get(i);
            if (lost.get(i)) {
                missing[step.cpu()]++;
                continue;
            }
            if (marked && step.isEvent() && missing[step.cpu()] > 0) {
                long count = random.nextInt(4) == 0 ? Gap.UNKNOWN_COUNT : missing[step.cpu()];
                left.add(Step.of(new Gap(step.cpu(), count, Gap.Cause.MARKER, step.line())));
                missing[step.cpu()] = 0;
            }
            left.add(step);
        }
        boolean untold = marked && Arrays.stream(missing).anyMatch(count -> count > 0);
        return untold ? trace.with(left).withoutEnd() : trace.with(left);
    }

    /** Puts events of one stamp, each with its markers, into some order that keeps that of each CPU. */
    static void shuffle(List<List<Step>> tied, List<Step> into, SplittableRandom random) {
        while (!tied.isEmpty()) {
            int cpu = cpu(tied.get(random.nextInt(tied.size())));
            // the kernel prints equal stamps CPU by CPU; other readers may do otherwise
            int most = random.nextBoolean() ? tied.size() : 1;
            for (int i = 0; i < tied.size() && most > 0; ) {
                if (cpu(tied.get(i)) == cpu) {
                    into.addAll(tied.remove(i));
                    most--;
                } else {
                    i++;
                }
            }
        }
    }

    static int cpu(List<Step> event) {
        return event.get(event.size() - 1).cpu();
    }
}
