package mmreplay.analyzer;

import java.util.Iterator;
import java.util.stream.Collectors;
import mmreplay.traces.TraceFormat;
import mmreplay.traces.TraceFormats;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Finds a format by its name, and lists the names. */
final class FormatName implements ITypeConverter<TraceFormat>, Iterable<String> {

    @Override
    public TraceFormat convert(String name) {
        return TraceFormats.all().stream()
                .filter(format -> format.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + name + "' is no format; known are "
                        + TraceFormats.all().stream().map(TraceFormat::name).collect(Collectors.joining(", "))));
    }

    @Override
    public Iterator<String> iterator() {
        return TraceFormats.all().stream().map(TraceFormat::name).iterator();
    }
}
