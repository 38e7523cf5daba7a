/** The program: command line and wiring. Knows everything, does nothing itself. */
@NullMarked
package mmreplay.analyzer;

import org.jspecify.annotations.NullMarked;
