package mmreplay.reports.text;

import mmreplay.invariants.result.Input;
import mmreplay.invariants.result.Position;
import mmreplay.invariants.result.Result;

/** Where an event stands, for people: {@code line 1,234}, and in which file where there are several. */
public final class Place {

    private Place() {}

    /**
     * The place in words.
     *
     * @param inputs what an input is called here: {@code trace 2}; said only if there are several
     */
    public static String of(Result result, Position position, String inputs) {
        int index = position.input();
        if (index < 0 || index >= result.inputs().size()) {
            return "line " + Show.count(position.line());
        }
        String line = line(result.inputs().get(index), position);
        return result.inputs().size() > 1 ? inputs + " " + (index + 1) + ", " + line : line;
    }

    private static String line(Input input, Position position) {
        String line = input.unit(position) + " " + Show.count(position.line());
        return position.source() == Position.NO_SOURCE ? line : Visible.of(input.path(position)) + " " + line;
    }
}
