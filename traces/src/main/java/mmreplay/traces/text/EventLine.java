package mmreplay.traces.text;

/** What a line of one event says, as numbers and as offsets into the line's bytes. Reused for every line. */
public final class EventLine {

    /** Which of the flags: the same on all kernels. */
    private static final int INTERRUPT = 2;

    public int commFrom;
    public int commTo;
    public int pid;
    public int tgid;
    public int cpu;
    public long time;

    /** The third flag, which says what kind of context interrupted the task; 0 where the layout prints no flags. */
    public byte interrupt;

    /** The time is a bare integer, not seconds. */
    public boolean raw;

    /** The time has more than six digits behind its point: it is printed to the nanosecond. */
    public boolean exact;

    public int nameFrom;
    public int nameTo;
    public int textFrom;
    public int textTo;

    /** The kernel's name of an entry whose line does not print one; then {@code nameFrom} means nothing. */
    public Body.Unnamed unnamed = Body.Unnamed.NO;

    /** Who ran where; the layout prints no thread group. */
    public void task(int commFrom, int commTo, long pid, long cpu) {
        this.commFrom = commFrom;
        this.commTo = commTo;
        this.pid = (int) pid;
        this.tgid = -1;
        this.cpu = (int) cpu;
        this.interrupt = 0;
    }

    /** From the bytes of the flags, {@code d.h2.}; there is none if they are too short. */
    public void flags(byte[] bytes, int from, int count) {
        interrupt = count > INTERRUPT ? bytes[from + INTERRUPT] : 0;
    }
}
