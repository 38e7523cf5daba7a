package mmreplay.traces.quality;

/** Where a line of the input ends up. Every line ends in exactly one. */
public enum Bucket {
    EVENT_USED("events that a dialect understood"),
    EVENT_NOT_NEEDED("events that no rule needs"),
    HEADER("header and comment lines"),
    BLANK("blank lines"),
    LOSS_MARKER("lines that mark lost events"),
    CONTINUATION("lines that continue the event before them (stack frames, multi-line markers)"),
    ISSUE("lines that could not be understood");

    private final String meaning;

    Bucket(String meaning) {
        this.meaning = meaning;
    }

    public String meaning() {
        return meaning;
    }
}
