package mmreplay.traces;

/** Prints one event, if somebody asks for its text: a binary trace has none until then. */
public interface LazyText {

    /** Calls {@link RawEvent#setBytes} with the task's name and the text that tracefs would print. */
    void print(RawEvent event);
}
