package mmreplay.reports.sarif;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mmreplay.invariants.result.Input;
import mmreplay.invariants.result.Position;
import mmreplay.reports.text.RelativeUri;

/** The files of a result, in SARIF's one list: each input, or where several files make one, each of those. */
final class Artifacts {

    private final List<Sarif.Artifact> all = new ArrayList<>();

    /** Of each input, where its files begin in the list. */
    private final List<Integer> first = new ArrayList<>();

    Artifacts(List<Input> inputs) {
        for (Input input : inputs) {
            first.add(all.size());
            if (input.sources().isEmpty()) {
                add(input.path(), input.sha256());
            }
            input.sources().forEach(source -> add(source.path(), source.sha256()));
        }
    }

    private void add(String path, String sha256) {
        all.add(new Sarif.Artifact(
                new Sarif.ArtifactLocation(RelativeUri.of(path), all.size()), Map.of("sha-256", sha256)));
    }

    List<Sarif.Artifact> all() {
        return List.copyOf(all);
    }

    /** An input as such; of one that several files make, the first of them. */
    Sarif.ArtifactLocation of(int input) {
        return all.get(first.get(input)).location();
    }

    /** One of the files that make an input. */
    Sarif.ArtifactLocation of(int input, int source) {
        return all.get(first.get(input) + source).location();
    }

    /** The file in which a place stands. */
    Sarif.ArtifactLocation of(Position position) {
        return of(position.input(), Math.max(position.source(), 0));
    }
}
