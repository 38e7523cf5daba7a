package mmreplay.traces.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import mmreplay.traces.TraceFormat;
import mmreplay.traces.TraceFormats;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EveryFormatIsFuzzedTest {

    private static final String SUFFIX = "FuzzTest.class";

    @Test
    void every_format_has_a_class_that_fuzzes_it_and_a_seed() throws Exception {
        List<String> fuzzed = new ArrayList<>();
        for (FormatFuzz target : targets()) {
            target.name().ifPresent(fuzzed::add);
            assertThat(target.seeds()).as(String.valueOf(target.name())).isNotEmpty();
        }
        assertThat(fuzzed)
                .as("a new format needs a subclass of FormatFuzz")
                .containsExactlyInAnyOrderElementsOf(
                        TraceFormats.all().stream().map(TraceFormat::name).toList());
    }

    private static List<FormatFuzz> targets() throws Exception {
        URI here = EveryFormatIsFuzzedTest.class
                .getResource("EveryFormatIsFuzzedTest.class")
                .toURI();
        List<FormatFuzz> targets = new ArrayList<>();
        try (Stream<Path> classes = Files.list(Path.of(here).resolveSibling(""))) {
            for (Path file : classes.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(SUFFIX)) {
                    String simple = name.substring(0, name.length() - ".class".length());
                    Class<?> type = Class.forName(EveryFormatIsFuzzedTest.class.getPackageName() + "." + simple);
                    if (FormatFuzz.class.isAssignableFrom(type)) {
                        targets.add((FormatFuzz) type.getDeclaredConstructor().newInstance());
                    }
                }
            }
        }
        return targets;
    }
}
