/** The rules, one class each, by chapter of the catalogue; {@link mmreplay.invariants.rules.Rules} lists them. */
@NullMarked
package mmreplay.invariants.rules;

import org.jspecify.annotations.NullMarked;
