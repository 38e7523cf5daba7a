package mmreplay.analyzer;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import mmreplay.invariants.result.Result;
import mmreplay.reports.github.Annotations;
import mmreplay.reports.github.StepSummary;
import org.jspecify.annotations.Nullable;

/** {@code --github}: what a step of GitHub Actions says beside its log. */
final class GithubStep {

    /** GitHub names the file to which a step's summary is appended. */
    private static final String SUMMARY = "GITHUB_STEP_SUMMARY";

    private GithubStep() {}

    /** Appends to the step's summary, if there is one. Returns what went wrong, null if nothing did. */
    static @Nullable String summarise(Result result, Map<String, String> environment) {
        String file = environment.getOrDefault(SUMMARY, "");
        if (file.isEmpty()) {
            return null;
        }
        try {
            Files.writeString(
                    Path.of(file), StepSummary.of(result), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return null;
        } catch (IOException e) {
            return Problems.of(Path.of(file), e);
        }
    }

    /** Prints what {@code summary} prints so that GitHub takes none of it for a command, and then its annotations. */
    static void annotate(Result result, PrintWriter out, Runnable summary) {
        String token = Annotations.token(result);
        out.println(Annotations.stop(token));
        summary.run();
        out.println(Annotations.resume(token));
        new Annotations(result, out).print();
    }
}
