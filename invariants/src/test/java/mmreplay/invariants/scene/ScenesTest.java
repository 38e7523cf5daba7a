package mmreplay.invariants.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import mmreplay.invariants.result.Scene;
import mmreplay.invariants.result.Scene.Existence;
import mmreplay.invariants.result.Subject;
import mmreplay.traces.TraceReader;
import mmreplay.traces.dialect.Bases;
import mmreplay.traces.dialect.Dialects;
import mmreplay.traces.dialect.EventMapper;
import mmreplay.traces.tracefs.TracefsTextReader;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ScenesTest {

    private static final String HEADER = "# tracer: nop\n#\n# entries-in-buffer/entries-written: 1/1   #P:2\n#\n";

    /** Lines of events are numbered from 1. */
    private static Scene scene(String subject, String key, long[] lines, String... events) throws IOException {
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 0; i < events.length; i++) {
            text.append(String.format(
                    Locale.ROOT, "  task-%s [000] ..... 1.%06d: %s%n", pid(events[i]), i, name(events[i])));
        }
        Scenes scenes = new Scenes(0);
        TreeMap<String, String> keys = new TreeMap<>();
        keys.put(subject, key);
        int header = (int) HEADER.lines().count();
        long[] shifted = new long[lines.length];
        for (int i = 0; i < lines.length; i++) {
            shifted[i] = lines[i] + header;
        }
        scenes.add(new Subject("object", keys), shifted);
        EventMapper mapper = new EventMapper(Dialects.shipped(), Bases.UNKNOWN);
        try (TraceReader reader = TracefsTextReader.ofText(text.toString())) {
            for (TraceReader.Step step = reader.next(); step != TraceReader.Step.END; step = reader.next()) {
                scenes.begin(reader.event(), reader.source(), reader.sourceLine());
                mapper.map(reader.event(), event -> scenes.event(event, reader.event()));
                scenes.end(reader.event());
            }
        }
        return scenes.scenes().get(0);
    }

    private static String pid(String event) {
        return event.substring(0, event.indexOf(' '));
    }

    private static String name(String event) {
        return event.substring(event.indexOf(' ') + 1);
    }

    private static List<String> deeds(Scene.Life life) {
        return life.moments().stream().map(Scene.Moment::deed).toList();
    }

    @Test
    void a_lock_held_at_an_event_is_told_from_its_acquisition_to_its_release() throws IOException {
        Scene scene = scene(
                "pfn",
                "0x10",
                new long[] {3, 6},
                "7 lock_acquire: 0xffff888000000001 read &mm->mmap_lock",
                "7 lock_acquired: 0xffff888000000001 &mm->mmap_lock",
                "7 mm_page_alloc: page=0xffffea0000000400 pfn=0x10 order=0 migratetype=1 gfp_flags=GFP_KERNEL",
                "7 lock_release: 0xffff888000000001 &mm->mmap_lock",
                "7 lock_acquire: 0xffff888000000002 &mm->mmap_lock",
                "7 mm_page_free: page=0xffffea0000000400 pfn=0x10 order=0");
        int header = (int) HEADER.lines().count();
        assertThat(scene.locks())
                .containsExactly(
                        new Scene.Held(7, "mmap_lock", "0xffff888000000001", true, false, header + 2L, header + 4L));
    }

    @Test
    void a_lock_still_held_at_the_end_has_no_end_and_one_of_another_task_is_not_told() throws IOException {
        Scene scene = scene(
                "pfn",
                "0x10",
                new long[] {3},
                "8 lock_acquire: 0xffff888000000001 try &mm->mmap_lock",
                "7 lock_acquire: 0xffff888000000002 try &mm->mmap_lock",
                "7 mm_page_free: page=0xffffea0000000400 pfn=0x10 order=0",
                "7 lock_release: 0xffff888000000002 &mm->mmap_lock");
        assertThat(scene.locks()).hasSize(1);
        assertThat(scene.locks().get(0).name()).isEqualTo("0xffff888000000002");
        assertThat(scene.locks().get(0).to()).isZero();
    }

    @Test
    void a_page_lock_that_the_event_itself_ends_is_told() throws IOException {
        Scene scene = scene(
                "pfn",
                "0x10",
                new long[] {2},
                "7 folio_lock: pfn=0x10 ok=1 how=try",
                "7 folio_unlock: pfn=0x10 waslocked=1");
        int header = (int) HEADER.lines().count();
        assertThat(scene.locks())
                .containsExactly(new Scene.Held(7, "page lock", "0x10", false, false, header + 1L, header + 2L));
    }

    @Test
    void a_life_begins_with_the_last_birth_before_the_finding() throws IOException {
        Scene scene = scene(
                "pfn",
                "0x10",
                new long[] {4, 5},
                "1 mm_page_alloc: page=0xffffea0000000400 pfn=0x10 order=0 migratetype=1 gfp_flags=GFP_KERNEL",
                "1 mm_page_free: page=0xffffea0000000400 pfn=0x10 order=0",
                "2 mm_page_alloc: page=0xffffea0000000400 pfn=0x10 order=0 migratetype=1 gfp_flags=GFP_KERNEL",
                "2 folio_lock: pfn=0x10 ok=1 how=try",
                "2 mm_page_free: page=0xffffea0000000400 pfn=0x10 order=0",
                "2 mm_page_alloc: page=0xffffea0000000400 pfn=0x10 order=0 migratetype=1 gfp_flags=GFP_KERNEL");
        Scene.Life life = scene.lives().get(0);
        assertThat(life.kind() + " " + life.name()).isEqualTo("page 0x10");
        assertThat(deeds(life)).containsExactly("allocated", "locked, try", "freed");
        assertThat(life.moments().stream().map(Scene.Moment::after))
                .containsExactly(Existence.YES, Existence.YES, Existence.NO);
        assertThat(life.moments().get(2).event()).startsWith("mm_page_free: page=0xffffea0000000400");
    }

    @Test
    void a_rebirth_that_the_finding_speaks_of_does_not_wipe_out_what_was_before() throws IOException {
        Scene scene = scene(
                "entry",
                "0x5",
                new long[] {1, 3},
                "1 swap_map: entry=0x5 op=put before=0x41 after=0x40 err=0",
                "1 swap_map: entry=0x5 op=free before=0x40 after=0x0 err=0",
                "1 swap_map: entry=0x5 op=alloc before=0x0 after=0x40 err=0");
        assertThat(deeds(scene.lives().get(0)))
                .containsExactly("count 0x41 to 0x40", "count 0x40 to 0x0", "count 0x0 to 0x40");
    }

    @Test
    void of_a_long_life_the_first_the_finding_s_own_and_the_last_are_kept_and_the_rest_is_counted() throws IOException {
        String[] events = new String[1_000];
        for (int i = 0; i < events.length; i++) {
            events[i] = i % 2 == 0 ? "7 folio_lock: pfn=0x10 ok=1 how=try" : "7 folio_unlock: pfn=0x10 waslocked=1";
        }
        Scene.Life life =
                scene("pfn", "0x10", new long[] {500, 1_000}, events).lives().get(0);
        assertThat(life.events()).isEqualTo(1_000);
        assertThat(life.moments()).hasSizeLessThan(20);
        long all = life.moments().stream().mapToLong(m -> 1 + m.before()).sum();
        assertThat(all).isEqualTo(1_000);
        int header = (int) HEADER.lines().count();
        assertThat(life.moments().stream().map(m -> m.position().line()))
                .contains(header + 1L, header + 500L, header + 1_000L);
    }
}
