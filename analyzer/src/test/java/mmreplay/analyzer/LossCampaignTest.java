package mmreplay.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import mmreplay.traces.UnusableTraceException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * The core promise: what is lost may make a verdict INCONCLUSIVE, and never another one. {@code -Ploss} makes 10,000 trials, and
 * writes what they came to.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LossCampaignTest {

    private static final int TRIALS = Integer.getInteger("mmreplay.loss.trials", 80);
    private static final long SEED = Long.getLong("mmreplay.seed", 1);

    @Test
    void losing_events_makes_a_verdict_inconclusive_and_never_another_one() throws IOException, UnusableTraceException {
        LossCampaign campaign = LossCampaign.run(TRIALS, SEED);
        write(campaign);
        assertThat(campaign.any().broken()).isEmpty();
        assertThat(campaign.shortRuns().broken()).isEmpty();
        assertThat(campaign.any().sum().stayed()).isPositive();
        assertThat(campaign.any().sum().inconclusive()).isPositive();
    }

    private static void write(LossCampaign campaign) throws IOException {
        String text = "seed " + SEED + "\n\nAny damage: " + campaign.any().text()
                + "\nA thousandth lost in short runs: " + campaign.shortRuns().text();
        System.out.println(text);
        Files.writeString(Path.of("target", "loss.txt"), text);
        try (OutputStream out = Files.newOutputStream(Path.of("target", "loss.json"));
                JsonGenerator json = new JsonFactory().createGenerator(out).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("schema", "mmreplay/loss/1");
            json.writeNumberField("seed", SEED);
            json.writeFieldName("any");
            campaign.any().json(json);
            json.writeFieldName("shortRuns");
            campaign.shortRuns().json(json);
            json.writeEndObject();
        }
    }
}
