package mmreplay.analyzer;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * What a process has from whoever started it.
 *
 * @param in for a trace that is named {@code -}
 * @param out where a report goes whose file is {@code -}: bytes, in the report's encoding and not the terminal's
 * @param interruption tells it to end
 */
record Standard(InputStream in, OutputStream out, Interruption interruption) {}
