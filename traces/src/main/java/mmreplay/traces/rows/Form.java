package mmreplay.traces.rows;

import java.util.Arrays;
import java.util.Optional;

/** What the rows of a file hold. */
public enum Form {
    /** Events as the kernel names them, with their text. */
    RAW("raw/1"),
    /** What the events mean, in mmreplay's own vocabulary. */
    CANONICAL("canonical/1");

    private final String stated;

    Form(String stated) {
        this.stated = stated;
    }

    /** As files state it, with the version of the form. */
    String stated() {
        return stated;
    }

    static Optional<Form> of(String stated) {
        return Arrays.stream(values())
                .filter(form -> form.stated.equals(stated))
                .findFirst();
    }
}
