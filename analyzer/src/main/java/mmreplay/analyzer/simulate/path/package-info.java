/** The kernel's paths: one class each, written as the steps that the kernel takes. */
@NullMarked
package mmreplay.analyzer.simulate.path;

import org.jspecify.annotations.NullMarked;
