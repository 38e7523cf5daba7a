/**
 * Charts of what happened over time, as inline SVG.
 *
 * <p>JFreeChart draws, Batik turns the drawing into SVG, and {@link mmreplay.reports.chart.SvgTheme} turns the drawing's
 * colours into CSS classes: one picture that the page's style sheet colours for light, dark and print. Text is measured with
 * {@link mmreplay.reports.chart.FixedFont}, not with the fonts of the machine: the same bytes in, the same picture out.
 */
@NullMarked
package mmreplay.reports.chart;

import org.jspecify.annotations.NullMarked;
