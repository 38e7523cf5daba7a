/** The machine-readable result: schema {@code mmreplay/result/1}, a stable contract. Fields are added, never changed. */
@NullMarked
package mmreplay.reports.json;

import org.jspecify.annotations.NullMarked;
