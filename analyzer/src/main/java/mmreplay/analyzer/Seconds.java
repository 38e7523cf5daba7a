package mmreplay.analyzer;

import java.math.BigDecimal;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time span: {@code 10}, {@code 0.5}. */
final class Seconds implements ITypeConverter<Duration> {

    private static final int NANO_DIGITS = 9;

    @Override
    public Duration convert(String text) {
        if (!text.matches("[0-9]{1,6}([.][0-9]{1,9})?")) {
            throw new TypeConversionException("'" + text + "' is no number of seconds like 10 or 0.5");
        }
        return Duration.ofNanos(new BigDecimal(text).movePointRight(NANO_DIGITS).longValueExact());
    }
}
