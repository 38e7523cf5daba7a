package mmreplay.traces.tracefs;

/** What a line of one event says, as numbers and as offsets into the line's bytes. Reused for every line. */
final class EventLine {

    int commFrom;
    int commTo;
    int pid;
    int tgid;
    int cpu;
    long time;

    /** The time is a bare integer, not seconds. */
    boolean raw;

    int nameFrom;
    int nameTo;
    int textFrom;
    int textTo;

    /** The kernel's name of an entry whose line does not print one; then {@code nameFrom} means nothing. */
    Body.Unnamed unnamed = Body.Unnamed.NO;

    /** Who ran where; the layout prints no thread group. */
    void task(int commFrom, int commTo, long pid, long cpu) {
        this.commFrom = commFrom;
        this.commTo = commTo;
        this.pid = (int) pid;
        this.tgid = -1;
        this.cpu = (int) cpu;
    }
}
