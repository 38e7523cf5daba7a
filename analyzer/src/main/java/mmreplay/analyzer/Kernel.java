package mmreplay.analyzer;

import mmreplay.traces.event.KernelVersion;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/** {@code --kernel 6.1}. */
final class Kernel implements ITypeConverter<KernelVersion> {

    static OptionSpec.Builder option() {
        return OptionSpec.builder("--kernel")
                .paramLabel("VERSION")
                .type(KernelVersion.class)
                .converters(new Kernel());
    }

    @Override
    public KernelVersion convert(String text) {
        return KernelVersion.parse(text)
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is no kernel version like 6.1"));
    }
}
