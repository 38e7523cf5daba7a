package mmreplay.traces.dialect;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one event becomes. It is made when the first such event occurs: of all that dialects know, few occur in one trace. */
final class Emitters {

    private @Nullable Supplier<List<Emitter>> maker;
    private List<Emitter> made = List.of();

    Emitters(Supplier<List<Emitter>> maker) {
        this.maker = maker;
    }

    List<Emitter> get() {
        if (maker != null) {
            made = List.copyOf(maker.get());
            maker = null;
        }
        return made;
    }

    /** Empty if none was asked for. */
    List<Emitter> made() {
        return made;
    }
}
