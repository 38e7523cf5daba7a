package mmreplay.analyzer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import mmreplay.invariants.rules.Rules;

/** The pages that say at length what a rule means, why it holds and where it comes from. */
final class RulePages {

    private RulePages() {}

    /** Markdown; every rule has its page, beside it in the jar. */
    static String of(String id) {
        try (InputStream page = Rules.class.getResourceAsStream(id + ".md")) {
            return new String(Objects.requireNonNull(page, id).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
