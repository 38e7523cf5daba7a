package mmreplay.invariants.rules.anon;

import static org.assertj.core.api.Assertions.assertThat;

import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What a store to folio->mapping says. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MappingWriteTest {

    private static final long ANON_VMA = 0xffff888003ed3ae0L;

    private final MmEvent event = new MmEvent().begin(EventKind.MAPPING_SET, 1, 1, 0, 203);

    @Test
    void only_tag_1_is_an_anonymous_page() {
        assertThat(MappingWrite.toAnon(event.set(Field.NEW, ANON_VMA | 1))).isTrue();
        for (long tag : new long[] {0, 2, 3}) {
            assertThat(MappingWrite.toAnon(event.set(Field.NEW, ANON_VMA | tag)))
                    .as("tag %d", tag)
                    .isFalse();
        }
        assertThat(MappingWrite.anonVma(event.set(Field.NEW, ANON_VMA | 1))).isEqualTo(ANON_VMA);
    }

    @Test
    void what_was_there_before_is_told_only_where_the_event_has_it() {
        assertThat(MappingWrite.fromNone(event)).isFalse();
        assertThat(MappingWrite.fromAnon(event)).isFalse();
        assertThat(MappingWrite.fromNone(event.set(Field.OLD, 0))).isTrue();
        assertThat(MappingWrite.fromAnon(event)).isFalse();
        assertThat(MappingWrite.fromAnon(event.set(Field.OLD, ANON_VMA | 1))).isTrue();
        assertThat(MappingWrite.fromNone(event)).isFalse();
        assertThat(MappingWrite.oldAnonVma(event)).isEqualTo(ANON_VMA);
    }
}
