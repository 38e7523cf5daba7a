package mmreplay.invariants.rules.lock;

import java.util.ArrayList;
import java.util.List;
import mmreplay.traces.event.Word;
import org.jgrapht.Graph;
import org.jgrapht.GraphPath;
import org.jgrapht.alg.shortestpath.BFSShortestPath;
import org.jgrapht.graph.DefaultDirectedGraph;
import org.jspecify.annotations.Nullable;

/**
 * The order in which tasks of this trace were seen to take locks, by class: an edge from each that was held to the one waited for.
 * As lockdep's graph, but it goes on after the first cycle. It never has more edges than there are pairs of classes.
 */
final class LockGraph {

    /** The first acquisition that made an edge. */
    record Edge(Word held, Word wanted, int pid, long heldLock, long wantedLock, long heldLine, long wantedLine) {}

    private final Graph<Word, Edge> graph = new DefaultDirectedGraph<>(Edge.class);

    /** Remembers an edge, and keeps the one that was there. */
    void add(Edge edge) {
        graph.addVertex(edge.held());
        graph.addVertex(edge.wanted());
        if (!graph.containsEdge(edge.held(), edge.wanted())) {
            graph.addEdge(edge.held(), edge.wanted(), edge);
        }
    }

    /** The edge that was seen first, null if none was. */
    @Nullable
    Edge edge(Word outer, Word inner) {
        return graph.getEdge(outer, inner);
    }

    /** The cycle that this edge closes, beginning with it, by the shortest way back; empty if it closes none. */
    List<Edge> cycle(Edge edge) {
        if (!graph.containsVertex(edge.held()) || !graph.containsVertex(edge.wanted())) {
            return List.of();
        }
        GraphPath<Word, Edge> back = BFSShortestPath.findPathBetween(graph, edge.wanted(), edge.held());
        if (back == null) {
            return List.of();
        }
        List<Edge> cycle = new ArrayList<>();
        cycle.add(edge);
        cycle.addAll(back.getEdgeList());
        return cycle;
    }
}
