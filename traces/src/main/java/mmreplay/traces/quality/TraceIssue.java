package mmreplay.traces.quality;

import mmreplay.traces.perf.Recipes;

/** Every way in which an input can be deficient, by name: who is to blame, how bad it is, and what to do. */
public enum TraceIssue {
    HEAD_OVERWRITTEN(
            Severity.DATA_LOSS,
            Source.RECORDING,
            "The ring buffer wrapped and the oldest events were overwritten: record with a larger buffer"
                    + " (buffer_size_kb, trace-cmd record -b)."),
    EVENTS_LOST(
            Severity.DATA_LOSS,
            Source.RECORDING,
            "The ring buffer overran while it was read: record fewer events or with a larger buffer"
                    + " (buffer_size_kb, trace-cmd record -b, perf record -m)."),
    END_NOT_PROVEN(
            Severity.NOTE,
            Source.RECORDING,
            "Nothing proves that the file is whole: the header's entry count is missing or differs from the events read."),
    TIME_WENT_BACK(
            Severity.DATA_LOSS,
            Source.RECORDING,
            "An event is older than one before it on another CPU: record with trace_clock mono, or read the trace file, not"
                    + " trace_pipe."),
    LOSSES_NOT_SHOWN(
            Severity.DATA_LOSS,
            Source.RECORDING,
            "Nothing shows whether perf lost or left out events, so nothing is taken for complete. Let perf say so in front of"
                    + " the events: " + Recipes.PRINT),
    PROBE_MISSES(
            Severity.DATA_LOSS,
            Source.RECORDING,
            "kprobe_profile counts misses: these probes lost hits that no ring buffer counts."),
    TRUNCATED_INPUT(
            Severity.ERROR, Source.RECORDING, "The file ends in the middle of its compressed stream: copy it again."),
    REST_NOT_READ(
            Severity.ERROR,
            Source.RECORDING,
            "The stream could not be read, or kept, to its end: what came before was checked. The error that was printed says"
                    + " why."),
    CUT_LINE(
            Severity.DATA_LOSS,
            Source.RECORDING,
            "The last line has no end, so its last value may be cut and it is not believed: copy the file again."),
    LINE_TOO_LONG(
            Severity.ERROR, Source.RECORDING, "A line is longer than any event can be: this is not a trace line."),
    LINE_NOT_UNDERSTOOD(
            Severity.ERROR, Source.ANALYSIS, "A line is neither an event nor anything else that tracefs prints."),
    FIELD_NOT_UNDERSTOOD(
            Severity.ERROR,
            Source.ANALYSIS,
            "An event lacks a field, or the field's value is not what the dialect expects."),
    ROW_NOT_UNDERSTOOD(
            Severity.ERROR,
            Source.RECORDING,
            "A row or record is not what its file's form says (cells, numbers, parts of one event): see traces/formats.md."),
    QUOTE_NOT_CLOSED(
            Severity.ERROR,
            Source.RECORDING,
            "A quote is not closed on its line: one line must hold one record, so write a newline in a text in another way."),
    NAME_NOT_KNOWN(
            Severity.ERROR,
            Source.RECORDING,
            "A kind, field, word or statement is none that this version knows: see traces/formats.md."),
    SOURCE_DAMAGED(
            Severity.DATA_LOSS,
            Source.RECORDING,
            "Something that could not be understood stood here in the trace that this file was converted from."),
    DAMAGED_SECTION(
            Severity.ERROR,
            Source.RECORDING,
            "A part of the file's header is damaged: what it says of events or tasks is missing. Copy the file again."),
    DAMAGED_PAGE(
            Severity.DATA_LOSS,
            Source.RECORDING,
            "A page of the ring buffer is damaged or missing, and its events with it: copy the file again."),
    UNKNOWN_EVENT(
            Severity.DATA_LOSS,
            Source.RECORDING,
            "An event's format is not in the file, so nobody can tell what it says: record with the events defined first."),
    BUFFER_LEFT_OUT(
            Severity.DATA_LOSS,
            Source.RECORDING,
            "A buffer has another clock than the first one, so its events have no place among those: record with one clock."),
    RECORDED_TWICE(
            Severity.NOTE,
            Source.RECORDING,
            "Two ring buffers record the same kind of event: it is taken from the first only."),
    SOURCES_APART(
            Severity.NOTE,
            Source.RECORDING,
            "A file begins much later or ends much earlier than the others of this trace. That its CPUs were idle, or that"
                    + " nothing of its kind happened, is taken for granted: all must be recorded over the same time."),
    STATE_CONTRADICTED(
            Severity.DATA_LOSS,
            Source.ANALYSIS,
            "Events contradict what all before them came to (a page allocated twice, an old value that differs): something"
                    + " between was not recorded. Record without a pid filter, with every event that the dialect names."),
    STATE_OVERFULL(
            Severity.DATA_LOSS,
            Source.ANALYSIS,
            "More objects at once than memory is spent on: the state was thrown away, as if events had been lost there.");

    /** How bad an issue is. */
    public enum Severity {
        NOTE,
        DATA_LOSS,
        ERROR
    }

    /** Who is to blame: the recording or the analysis. */
    public enum Source {
        RECORDING,
        ANALYSIS
    }

    private final Severity severity;
    private final Source source;
    private final String help;

    TraceIssue(Severity severity, Source source, String help) {
        this.severity = severity;
        this.source = source;
        this.help = help;
    }

    public Severity severity() {
        return severity;
    }

    public Source source() {
        return source;
    }

    /** Its numbers are no lines but offsets in the file, in bytes. */
    public boolean atByte() {
        return this == DAMAGED_SECTION || this == DAMAGED_PAGE || this == BUFFER_LEFT_OUT;
    }

    /** One sentence: what it means, and what to do. */
    public String help() {
        return help;
    }
}
