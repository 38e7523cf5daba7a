/** Numbers, times and untrusted text as people read them: the same on every machine, in every locale. */
@NullMarked
package mmreplay.reports.text;

import org.jspecify.annotations.NullMarked;
