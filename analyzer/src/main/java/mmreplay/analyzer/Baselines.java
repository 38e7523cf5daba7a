package mmreplay.analyzer;

import java.io.IOException;
import java.nio.file.Path;
import mmreplay.reports.baseline.Baseline;
import mmreplay.reports.baseline.BaselineFile;

/** Reads baselines that a command line names. */
final class Baselines {

    private Baselines() {}

    static Baseline read(Path file) throws ProblemException {
        try {
            return BaselineFile.read(file);
        } catch (BaselineFile.UnreadableException e) {
            throw new ProblemException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new ProblemException(Problems.of(file, e), e);
        }
    }
}
