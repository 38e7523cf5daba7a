package mmreplay.traces.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mmreplay.traces.TraceFormat;
import mmreplay.traces.TraceFormats;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Random damage of real files, read by the reader that the content asks for and by another one. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReaderMutationsTest {

    private static final int TWICE_EVERY = 16;

    private static List<Pool.Cut> cuts() throws IOException {
        List<Pool.Cut> cuts = new ArrayList<>(Pool.of(Wanted.folders(Path.of("src", "test", "resources")), Pool.SMALL));
        cuts.addAll(Pool.built());
        return cuts;
    }

    private static void read(Path file, long seed) throws IOException {
        Promises.Reading first = Promises.read(file, Optional.empty());
        List<TraceFormat> formats = TraceFormats.all();
        Optional<TraceFormat> stated = Optional.of(formats.get((int) Long.remainderUnsigned(seed, formats.size())));
        Promises.read(file, stated);
        if (seed % TWICE_EVERY == 0) {
            assertThat(Promises.read(file, Optional.empty())).isEqualTo(first);
        }
    }

    @Test
    void damaged_files_are_read_as_far_as_they_go_or_refused() throws IOException {
        new Mutations(cuts(), Wanted.folder())
                .run("readers", ReaderMutationsTest::read, Wanted.seed(), Wanted.mutations(4000));
    }
}
