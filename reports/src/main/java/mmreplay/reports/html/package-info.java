/**
 * The HTML page: one file, no network; all of it can be read without its script, which searches and filters.
 *
 * <p>{@link mmreplay.reports.html.PageBuilder} turns the result into the strings of a {@link mmreplay.reports.html.Page};
 * the jte templates put them into markup and escape them for the place where they stand. Templates decide nothing, builders
 * write no markup.
 */
@NullMarked
package mmreplay.reports.html;

import org.jspecify.annotations.NullMarked;
