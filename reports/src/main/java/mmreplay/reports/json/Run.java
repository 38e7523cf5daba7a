package mmreplay.reports.json;

import java.util.List;
import mmreplay.invariants.result.Result;

/**
 * A check that was made now or that a JSON result tells of.
 *
 * @param activity of each input; of none where the result does not tell
 */
public record Run(Result result, List<List<Activity>> activity) {

    /** Of a check that was made now. */
    public static Run of(Result result) {
        return new Run(result, Activity.of(result));
    }
}
