package mmreplay.reports.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import mmreplay.invariants.result.Input;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;

/** Shades the times in which events were lost, on whatever CPU: what a line does there is not the whole story. */
final class GapMarkers {

    /** A gap narrower than this part of the axis is drawn this wide: it must be seen. */
    private static final double VISIBLE = 1.0 / 250;

    private GapMarkers() {}

    static void mark(XYPlot plot, Input input, TimeAxis time) {
        for (double[] gap : merged(input.losses(), time)) {
            IntervalMarker marker = new IntervalMarker(gap[0], gap[1], Ink.GAP.color());
            marker.setOutlinePaint(null);
            marker.setAlpha(1f); // the style sheet says how strong the shade is
            plot.addDomainMarker(marker, Layer.BACKGROUND);
        }
    }

    private static List<double[]> merged(List<Input.Loss> losses, TimeAxis time) {
        List<double[]> spans = new ArrayList<>();
        for (Input.Loss loss : losses) {
            double from = time.x(Math.min(loss.from(), loss.to()));
            double to = Math.max(time.x(loss.to()), from + time.width() * VISIBLE);
            spans.add(new double[] {from, to});
        }
        spans.sort(Comparator.comparingDouble(span -> span[0]));
        List<double[]> out = new ArrayList<>();
        for (double[] span : spans) {
            double[] last = out.isEmpty() ? null : out.get(out.size() - 1);
            if (last != null && span[0] <= last[1]) {
                last[1] = Math.max(last[1], span[1]);
            } else {
                out.add(span);
            }
        }
        return out;
    }
}
