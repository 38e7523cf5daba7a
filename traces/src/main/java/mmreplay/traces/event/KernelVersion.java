package mmreplay.traces.event;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A version of the mainline kernel, as far as rules need it: {@code 6.1}. */
public record KernelVersion(int major, int minor) {

    /** {@code 6.1}, {@code v6.12.117}, {@code 6.1.0-56-amd64}. */
    private static final Pattern VERSION = Pattern.compile("v?(\\d{1,3})\\.(\\d{1,3})(?:[.+~_-]\\S{0,200})?");

    /** Empty if this is not how a kernel's version begins. */
    public static Optional<KernelVersion> parse(String text) {
        Matcher version = VERSION.matcher(text.strip());
        return version.matches()
                ? Optional.of(new KernelVersion(Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2))))
                : Optional.empty();
    }

    /** Of what {@code uname -a} or {@code uname -r} prints: the first word that is a version. */
    public static Optional<KernelVersion> ofUname(String line) {
        return Stream.of(line.strip().split("[ \\x00]+"))
                .flatMap(word -> parse(word).stream())
                .findFirst();
    }

    boolean isAtLeast(int otherMajor, int otherMinor) {
        return major != otherMajor ? major > otherMajor : minor >= otherMinor;
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
