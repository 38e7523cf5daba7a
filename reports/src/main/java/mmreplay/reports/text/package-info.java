/** Numbers, times, untrusted text and the verdict in one sentence, as people read them: the same on every machine. */
@NullMarked
package mmreplay.reports.text;

import org.jspecify.annotations.NullMarked;
