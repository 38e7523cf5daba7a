/** Tests: the whole program, from the command line to exit codes and files. */
@NullMarked
package mmreplay.analyzer;

import org.jspecify.annotations.NullMarked;
