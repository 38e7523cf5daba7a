/** The page in a real browser: what no parser shows. Run by the profile {@code browser}, which needs chromium and chromedriver. */
@NullMarked
package mmreplay.reports.browser;

import org.jspecify.annotations.NullMarked;
