/**
 * What a rule is: it is shown each event that it asked for together with the state before it, and gives a verdict on that one
 * obligation. The rules themselves, and the catalogue that lists them, are in {@code mmreplay.invariants.rules}.
 */
@NullMarked
package mmreplay.invariants.rule;

import org.jspecify.annotations.NullMarked;
