package mmreplay.traces.perf;

/** Which commands print a text that can be read. */
public final class Recipes {

    private static final String FIELDS = "comm,pid,tid,cpu,time,event,trace";

    /** Of a perf.data. The statistics prove that no event was lost, the header that every CPU was recorded, and which kernel it was. */
    public static final String PRINT = "(perf report --stats -i FILE; perf script --header --ns --show-lost-events -F "
            + FIELDS + " -i FILE) > perf.txt";

    /** For a recording that did not record what CPU an event is of. */
    static final String PRINT_CPU = PRINT + " (if that was not recorded: perf record -a, or perf record --sample-cpu)";

    private Recipes() {}
}
