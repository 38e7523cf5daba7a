package mmreplay.traces.source;

import java.nio.file.Path;
import java.util.Optional;
import mmreplay.traces.TraceFormat;

/**
 * How traces are to be read.
 *
 * @param format theirs, whatever their content looks like; without it the content tells
 * @param sidecars the folder of the files that say more of them; without it the one in which a trace lies
 * @param space for temporary files
 */
public record TraceOptions(Optional<TraceFormat> format, Optional<Path> sidecars, TempSpace space) {

    public static final TraceOptions STANDARD =
            new TraceOptions(Optional.empty(), Optional.empty(), TempSpace.STANDARD);
}
