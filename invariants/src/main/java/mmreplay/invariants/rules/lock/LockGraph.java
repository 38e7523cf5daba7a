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
    record Edge(Word held, Word wanted, int pid, long heldLock, long wantedLock, long heldLine, long wantedLine) {

        /** There is one edge from a class to another. A record's own would be made at run time, which costs a short check 3 %. */
        @Override
        public int hashCode() {
            return pair(held, wanted);
        }
    }

    private static final int WORDS = Word.values().length;

    /** Null until there is an edge: the first graph of a process loads more classes than all rules. */
    private @Nullable Graph<Word, Edge> graph;
    /** The same edges by their two classes: what is asked at each acquisition. */
    private final @Nullable Edge[] edges = new Edge[WORDS * WORDS];
    /** By pair: how many edges there were when no path led from the one to the other, plus one. */
    private final int[] noPath = new int[WORDS * WORDS];

    private int size;

    /** Remembers an edge, and keeps the one that was there. */
    void add(Edge edge) {
        int pair = pair(edge.held(), edge.wanted());
        if (edges[pair] == null) {
            edges[pair] = edge;
            size++;
            if (graph == null) {
                graph = new DefaultDirectedGraph<>(Edge.class);
            }
            graph.addVertex(edge.held());
            graph.addVertex(edge.wanted());
            graph.addEdge(edge.held(), edge.wanted(), edge);
        }
    }

    /** The edge that was seen first, null if none was. */
    @Nullable
    Edge edge(Word outer, Word inner) {
        return edges[pair(outer, inner)];
    }

    private static int pair(Word outer, Word inner) {
        return outer.ordinal() * WORDS + inner.ordinal();
    }

    /** A path leads from the one to the other. It is looked for again only when there are more edges. */
    boolean leadsBack(Word from, Word to) {
        int pair = pair(from, to);
        if (noPath[pair] == size + 1) {
            return false;
        }
        boolean leads = path(from, to) != null;
        noPath[pair] = leads ? 0 : size + 1;
        return leads;
    }

    private @Nullable GraphPath<Word, Edge> path(Word from, Word to) {
        return graph != null && graph.containsVertex(from) && graph.containsVertex(to)
                ? BFSShortestPath.findPathBetween(graph, from, to)
                : null;
    }

    /** The cycle that this edge closes, beginning with it, by the shortest way back; empty if it closes none. */
    List<Edge> cycle(Edge edge) {
        GraphPath<Word, Edge> back = path(edge.wanted(), edge.held());
        if (back == null) {
            return List.of();
        }
        List<Edge> cycle = new ArrayList<>();
        cycle.add(edge);
        cycle.addAll(back.getEdgeList());
        return cycle;
    }
}
