package mmreplay.traces;

import org.jspecify.annotations.Nullable;

/** Prints one event, if somebody asks for its text: a binary trace has none until then. */
public interface LazyText {

    /** Calls {@link RawEvent#setBytes} with the task's name and the text that tracefs would print. */
    void print(RawEvent event);

    /**
     * The event's fields without its text, the same as are found in the text; null where only the text can tell. Valid until the
     * next event.
     */
    default @Nullable FieldValues fields() {
        return null;
    }
}
