package mmreplay.reports.chart;

import java.util.ArrayList;
import java.util.List;
import mmreplay.invariants.result.Input;
import mmreplay.invariants.result.Result;
import mmreplay.invariants.result.Timeline;

/** All charts of a result, in the page's order. */
public final class Charts {

    /** Charts of more inputs than this are left out: a page of a thousand traces is a table, not a picture book. */
    public static final int INPUTS = 4;

    static {
        // Nothing is shown on a screen, and a DISPLAY that answers nobody (a forgotten ssh -X) must not stop a check.
        // Said
        // before the first AWT class is loaded, since that one remembers the answer.
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    private Charts() {}

    /** The charts of the first {@link #INPUTS} inputs, then those of the whole check. */
    public static List<Chart> of(Result result) {
        List<Chart> charts = new ArrayList<>();
        int inputs = Math.min(
                INPUTS, Math.min(result.timelines().size(), result.inputs().size()));
        for (int i = 0; i < inputs; i++) {
            Timeline timeline = result.timelines().get(i);
            Input input = result.inputs().get(i);
            String suffix = inputs == 1 ? "" : ", input " + (i + 1);
            charts.addAll(new InputCharts(timeline, input, "chart-" + (i + 1), suffix).all());
        }
        charts.add(RuleBars.chart(result.rules(), "chart-rules"));
        return charts;
    }
}
