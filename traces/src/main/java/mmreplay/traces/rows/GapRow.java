package mmreplay.traces.rows;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import mmreplay.traces.Gap;

/** A row that tells where events were lost. */
final class GapRow {

    private GapRow() {}

    static String cause(Gap.Cause cause) {
        return cause.name().toLowerCase(Locale.ROOT);
    }

    static Optional<Gap.Cause> cause(String text) {
        return Arrays.stream(Gap.Cause.values())
                .filter(cause -> cause(cause).equals(text))
                .findFirst();
    }

    static void fill(Row row, Gap gap) {
        if (gap.cpu() != Gap.EVERY_CPU) {
            row.put(Columns.CPU, gap.cpu());
        }
        row.put(Columns.GAP, cause(gap.cause()));
        if (gap.lost() != Gap.UNKNOWN_COUNT) {
            row.put(Columns.LOST, gap.lost());
        }
    }
}
