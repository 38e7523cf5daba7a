package mmreplay.analyzer;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/**
 * What a process has from whoever started it.
 *
 * @param in for a trace that is named {@code -}
 * @param out where a report goes whose file is {@code -}: bytes, in the report's encoding and not the terminal's
 * @param interruption tells it to end
 * @param environment its environment variables: GitHub Actions tells a step things there
 */
record Standard(InputStream in, OutputStream out, Interruption interruption, Map<String, String> environment) {}
