package mmreplay.analyzer;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of bytes: {@code 4096}, {@code 500M}, {@code 16G}. */
final class Size implements ITypeConverter<Long> {

    private static final String UNITS = "KMGT";

    @Override
    public Long convert(String text) {
        if (!text.matches("[0-9]{1,9}[KMGTkmgt]?|[0-9]{1,18}")) {
            throw new TypeConversionException("'" + text + "' is no size like 500M or 16G");
        }
        int unit = UNITS.indexOf(text.substring(text.length() - 1).toUpperCase(Locale.ROOT));
        return unit < 0
                ? Long.parseLong(text)
                : Long.parseLong(text.substring(0, text.length() - 1)) << (10 * (unit + 1));
    }
}
