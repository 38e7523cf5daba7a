package mmreplay.traces.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class UsualLineTest {

    private static final String LINE = "            bash-4740    [001] d..2.   288.752297: rss_stat: mm_id=1 curr=0";

    private static final List<String> LINES = List.of(
            LINE,
            "    kworker/u4:1-1234567 [127] .N.. 12345.000001: mm_page_free: page=00000000 pfn=0x1 order=0",
            "          <idle>-0       [000] dNh3. 1234567.999999: a:",
            "          <idle>-0       [000] dNh3. 1234567.999999: a: ",
            " a-1 [2] b 3.4: -7       [003] ..... 99999.123456: sched_switch: prev_comm=a-1 [2] b 3.4:  prev_pid=7",
            "              sh-99999999 [003] ..... 12345.123456: exit_mmap: mt_mod x",
            "              sh-9       [1003] ..... 12345.123456: exit_mmap: mt_mod x",
            "              sh-9       (     12) [003] ..... 12345.123456: exit_mmap: mt_mod x",
            "              sh-9       (-------) [003] ..... 12345.123456: exit_mmap: mt_mod x",
            "              sh-9       (1234567) [003] ..... 12345.123456: exit_mmap: mt_mod x",
            "              sh-9       (  12) [003] ..... 12345.123456: exit_mmap: mt_mod x",
            "              sh-9       [003] ..... 12345.123456789: exit_mmap: mt_mod x",
            "              sh-9       [003] ..... 123456789: exit_mmap: mt_mod x",
            "              sh-9       [003] ..... 12345.123456: ?: x",
            "              sh-9       [003] ..... 12345.123456: <stack trace>",
            "              sh-9       [003] 12345.123456: a: x");

    private final EventNames names = new EventNames();
    private final ContextLayout layout = new ContextLayout();

    @Test
    void the_usual_line_is_read_in_one_go() {
        slowly(LINE);

        assertThat(quickly(LINE)).isEqualTo(slowly(LINE)).get().asString().contains("288752297000", "rss_stat");
        assertThat(quickly(LINES.get(1))).as("a name that is not known yet").isEmpty();
        slowly(LINES.get(1));
        assertThat(quickly(LINES.get(1))).isPresent();
    }

    @Test
    void a_line_that_is_read_in_one_go_says_what_it_says_step_by_step() {
        Random random = new Random(7);
        LINES.forEach(this::slowly);
        int quick = 0;
        for (int round = 0; round < 300_000; round++) {
            String line = damaged(LINES.get(random.nextInt(LINES.size())), random);
            Optional<String> one = quickly(line);
            if (one.isPresent()) {
                quick++;
                assertThat(one).as(line).isEqualTo(slowly(line));
            }
        }
        assertThat(quick).isGreaterThan(20_000);
    }

    private static String damaged(String line, Random random) {
        StringBuilder damaged = new StringBuilder(line);
        for (int i = random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(Math.min(damaged.length(), 64));
            char other = random.nextBoolean()
                    ? " .:-[]()_0123456789az?\u00fa\u0000\u00ff".charAt(random.nextInt(25))
                    : (char) random.nextInt(256);
            switch (random.nextInt(4)) {
                case 0 -> damaged.insert(at, other);
                case 1 -> damaged.deleteCharAt(at);
                default -> damaged.setCharAt(at, other);
            }
        }
        return damaged.toString();
    }

    private Optional<String> quickly(String line) {
        byte[] bytes = line.getBytes(ISO_8859_1);
        EventLine event = new EventLine();
        int id = UsualLine.parse(bytes, 0, bytes.length, names, event);
        return id == EventNames.NO_ID ? Optional.empty() : Optional.of(said(id, event));
    }

    private Optional<String> slowly(String line) {
        byte[] bytes = line.getBytes(ISO_8859_1);
        Cursor in = new Cursor();
        in.set(bytes, 0, bytes.length);
        EventLine event = new EventLine();
        if (!layout.parse(in, event) || event.raw) {
            return Optional.empty();
        }
        Body.parse(in, event);
        int id = event.unnamed == Body.Unnamed.NO
                ? names.id(bytes, event.nameFrom, event.nameTo)
                : names.id(event.unnamed.kernelName());
        return Optional.of(said(id, event));
    }

    private String said(int id, EventLine event) {
        return String.join(
                " ",
                String.valueOf(event.time),
                String.valueOf(event.pid),
                String.valueOf(event.tgid),
                String.valueOf(event.cpu),
                String.valueOf(event.interrupt),
                event.unnamed.name(),
                names.name(id),
                event.commFrom + "-" + event.commTo,
                event.textFrom + "-" + event.textTo);
    }
}
