package mmreplay.traces.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mmreplay.traces.TraceReader;
import mmreplay.traces.dialect.Bases;
import mmreplay.traces.dialect.Dialects;
import mmreplay.traces.dialect.EventMapper;
import mmreplay.traces.event.EventKind;
import mmreplay.traces.event.FactClass;
import mmreplay.traces.event.Field;
import mmreplay.traces.event.MmEvent;
import mmreplay.traces.quality.TraceIssue;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CanonicalRowsTest {

    private static final String COLUMNS = "time,cpu,pid,part,kind,pfn,how,ok,order,interrupt";

    private static List<String> mapped(String... lines) throws IOException {
        List<String> events = new ArrayList<>();
        EventMapper mapper = new EventMapper(Dialects.shipped(), Bases.UNKNOWN);
        try (TraceReader reader = RowReader.ofCsv(String.join("\n", lines) + "\n")) {
            for (TraceReader.Step step = reader.next(); step != TraceReader.Step.END; step = reader.next()) {
                events.add("event");
                mapper.map(
                        reader.event(),
                        (MmEvent event) -> events.add(event.time() + " " + event.line() + " " + event.inInterrupt()
                                + " " + FieldText.of(event)));
            }
        }
        assertThat(mapper.used()).isEmpty();
        return events;
    }

    @Test
    void a_row_is_what_it_says_without_a_dialect() throws IOException {
        assertThat(mapped(COLUMNS, "7,0,56,,FOLIO_LOCK,0x19,TRY,1,,", "8,0,56,,PAGE_FREE,25,,,0,h", "9,0,56,,,,,,,"))
                .containsExactly(
                        "event",
                        "7 2 false FOLIO_LOCK pfn=0x19 how=TRY ok=1",
                        "event",
                        "8 3 true PAGE_FREE pfn=0x19 order=0",
                        "event");
    }

    @Test
    void rows_of_one_event_are_one_event() throws IOException {
        assertThat(mapped(
                        COLUMNS, "7,0,56,1/2,PAGE_FREE,1,,,,", "7,0,56,2/2,PAGE_FREE,2,,,,", "7,0,56,,PAGE_FREE,3,,,,"))
                .containsExactly(
                        "event",
                        "7 3 false PAGE_FREE pfn=0x1",
                        "7 3 false PAGE_FREE pfn=0x2",
                        "event",
                        "7 4 false PAGE_FREE pfn=0x3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2/2", "1/0", "1/65", "x", "1/", "0/1", "3"})
    void a_part_that_cannot_begin_is_an_issue(String part) {
        assertThat(Rows.ofCsv(COLUMNS, "7,0,56," + part + ",PAGE_FREE,1,,,,").issues())
                .containsEntry(TraceIssue.ROW_NOT_UNDERSTOOD, 1L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7,0,56,,PAGE_FREE,2,,,,",
                "7,0,56,3/3,PAGE_FREE,2,,,,",
                "7,1,56,2/3,PAGE_FREE,2,,,,",
                "8,0,56,2/3,PAGE_FREE,2,,,,",
                "7,0,56,2/3,NONSENSE,2,,,,",
                "garbage"
            })
    void an_event_of_which_a_part_is_missing_is_none(String second) {
        Rows rows = Rows.ofCsv(COLUMNS, "7,0,56,1/3,PAGE_FREE,1,,,,", second, "9,0,56,,PAGE_FREE,3,,,,");
        assertThat(rows.steps()).containsExactly("gap -1 -1 DAMAGED", "9 0 56  PAGE_FREE: pfn=0x3");
    }

    @Test
    void a_gap_within_an_event_is_an_issue() {
        Rows rows = Rows.ofCsv("time,cpu,pid,part,kind,pfn,gap", "7,0,56,1/3,PAGE_FREE,1,", ",0,,,,,marker");
        assertThat(rows.steps()).containsExactly("gap -1 -1 DAMAGED");
    }

    @ParameterizedTest
    @CsvSource({
        "FOLIO_LOCKED,1,TRY,NAME_NOT_KNOWN",
        "folio_lock,1,TRY,NAME_NOT_KNOWN",
        "FOLIO_LOCK,1,try,NAME_NOT_KNOWN",
        "FOLIO_LOCK,1,12,NAME_NOT_KNOWN",
        "FOLIO_LOCK,one,TRY,ROW_NOT_UNDERSTOOD",
        "FOLIO_LOCK,0x10000000000000000,TRY,ROW_NOT_UNDERSTOOD",
        "FOLIO_LOCK,0x-1,TRY,ROW_NOT_UNDERSTOOD",
        "FOLIO_LOCK,0x,TRY,ROW_NOT_UNDERSTOOD",
        "FOLIO_LOCK,0x10000000000,TRY,FIELD_NOT_UNDERSTOOD",
        "FOLIO_LOCK,-1,TRY,FIELD_NOT_UNDERSTOOD",
        "FOLIO_LOCK,,TRY,FIELD_NOT_UNDERSTOOD",
        ",1,TRY,ROW_NOT_UNDERSTOOD",
    })
    void what_is_unknown_or_impossible_is_named_and_a_gap(String kind, String pfn, String how, TraceIssue issue) {
        String row = String.join(",", "7", "0", "56", "", kind == null ? "" : kind, pfn == null ? "" : pfn, how);
        Rows rows = Rows.ofCsv("time,cpu,pid,part,kind,pfn,how", row);
        assertThat(rows.issues()).containsEntry(issue, 1L);
        assertThat(rows.steps()).containsExactly("gap -1 -1 DAMAGED");
    }

    @Test
    void a_column_that_is_no_field_damages_the_rows_that_use_it() {
        Rows rows = Rows.ofCsv("time,cpu,pid,kind,pfn,pnf,x_note", "7,0,56,PAGE_FREE,1,,hi", "8,0,56,PAGE_FREE,1,2,");
        assertThat(rows.steps()).containsExactly("7 0 56  PAGE_FREE: pfn=0x1", "gap -1 -1 DAMAGED");
        assertThat(rows.issues()).containsEntry(TraceIssue.NAME_NOT_KNOWN, 1L);
    }

    @Test
    void nothing_is_complete_but_what_the_file_states_at_last() {
        String row = "7,0,56,,PAGE_FREE,1,,,,";
        assertThat(complete(COLUMNS, row)).isEmpty();
        assertThat(complete("# complete: PTE FOLIO_LOCK", COLUMNS, row))
                .isEqualTo(EnumSet.of(FactClass.PTE, FactClass.FOLIO_LOCK));
        assertThat(complete("# complete: PTE", COLUMNS, row, "# complete: RMAP"))
                .isEqualTo(Set.of(FactClass.RMAP));
        assertThat(complete(COLUMNS, row, "# complete: RMAP", row)).isEmpty();
        assertThat(complete("# complete: PTE EVERYTHING", COLUMNS, row)).isEmpty();
    }

    private static Set<FactClass> complete(String... lines) {
        return Rows.ofCsv(lines).reader().stated().complete().orElseThrow();
    }

    @Test
    void every_field_and_word_survives_its_text() {
        MmEvent event = new MmEvent();
        for (Map.Entry<String, Field> field : Columns.fields().entrySet()) {
            for (long value : new long[] {0, 1, 7}) {
                event.begin(EventKind.ERA, 1, 1, 0, 1).set(field.getValue(), value);
                String text = FieldText.of(event, field.getValue());
                assertThat(FieldText.value(field.getValue(), text)).hasValue(value);
            }
        }
        event.begin(EventKind.PTE_WRITE, 1, 1, 0, 1)
                .set(Field.NEW, Long.MIN_VALUE)
                .set(Field.SIZE, -4096);
        assertThat(FieldText.of(event)).isEqualTo("PTE_WRITE new=0x8000000000000000 size=-4096");
    }
}
