package mmreplay.invariants.shrink;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Delta debugging (Zeller and Hildebrandt 2002): leaves away ever smaller parts, until no single element can be missed. */
final class Ddmin {

    private Ddmin() {}

    /**
     * A part of {@code whole}, in its order, that passes.
     *
     * @param passes true of {@code whole}
     * @param late nothing more is to be tried: then the part may be larger than it must
     */
    static <T> List<T> smallest(List<T> whole, Predicate<List<T>> passes, BooleanSupplier late) {
        List<T> part = List.copyOf(whole);
        int pieces = 2;
        while (!part.isEmpty()) {
            pieces = Math.min(pieces, part.size());
            boolean smaller = false;
            // from the end on: what came last depends on what came first
            for (int piece = pieces - 1; piece >= 0 && !late.getAsBoolean(); piece--) {
                List<T> rest = without(part, piece, pieces);
                if (passes.test(rest)) {
                    part = rest;
                    pieces = Math.max(pieces - 1, 1);
                    smaller = true;
                    if (part.isEmpty()) {
                        break;
                    }
                    pieces = Math.min(pieces, part.size());
                    piece = Math.min(piece, pieces);
                }
            }
            if (late.getAsBoolean() || (!smaller && pieces == part.size())) {
                return part;
            }
            if (!smaller) {
                pieces *= 2;
            }
        }
        return part;
    }

    private static <T> List<T> without(List<T> all, int piece, int pieces) {
        int from = (int) ((long) all.size() * piece / pieces);
        int to = (int) ((long) all.size() * (piece + 1) / pieces);
        List<T> rest = new ArrayList<>(all.subList(0, from));
        rest.addAll(all.subList(to, all.size()));
        return rest;
    }
}
