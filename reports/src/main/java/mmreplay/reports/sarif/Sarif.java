package mmreplay.reports.sarif;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of SARIF's object model that a result needs. Null and empty parts are left out; the names are the standard's. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
final class Sarif {

    private Sarif() {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Message(String text, @Nullable String markdown) {
        static Message of(String text) {
            return new Message(text, null);
        }
    }

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Driver(String name, String version, String semanticVersion, List<RuleDescriptor> rules) {}

    record Tool(Driver driver) {}

    record Configuration(String level) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record RuleDescriptor(
            String id,
            Message shortDescription,
            Message fullDescription,
            Message help,
            Configuration defaultConfiguration,
            Map<String, Object> properties) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record ArtifactLocation(String uri, int index) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Artifact(ArtifactLocation location, Map<String, String> hashes) {}

    record Region(long startLine) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record PhysicalLocation(
            ArtifactLocation artifactLocation, @Nullable Region region) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Location(
            PhysicalLocation physicalLocation, @Nullable Message message) {}

    /** {@code executionOrder} counts over all threads of a flow. */
    @JsonPropertyOrder({"location", "kinds", "executionOrder", "importance"})
    record Step(Location location, List<String> kinds, int executionOrder, String importance) {}

    record ThreadFlow(String id, List<Step> locations) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record CodeFlow(Message message, List<ThreadFlow> threadFlows) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Suppression(String kind, String status, @Nullable String justification) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record SarifResult(
            String ruleId,
            int ruleIndex,
            String level,
            Message message,
            List<Location> locations,
            Map<String, String> partialFingerprints,
            List<CodeFlow> codeFlows,
            @Nullable String baselineState,
            List<Suppression> suppressions,
            Map<String, Object> properties) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Descriptor(String id) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Notification(Descriptor descriptor, String level, Message message, List<Location> locations) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Invocation(
            boolean executionSuccessful,
            int exitCode,
            @JsonProperty("toolExecutionNotifications") List<Notification> notifications) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Run(
            Tool tool,
            List<Invocation> invocations,
            List<Artifact> artifacts,
            List<SarifResult> results,
            String columnKind) {}

    record Log(@JsonProperty("$schema") String schema, String version, List<Run> runs) {}
}
