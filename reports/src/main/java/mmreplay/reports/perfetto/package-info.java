/** Chrome's trace event format, which ui.perfetto.dev opens: tasks and CPUs over time, with findings marked in them. */
@NullMarked
package mmreplay.reports.perfetto;

import org.jspecify.annotations.NullMarked;
