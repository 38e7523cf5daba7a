package mmreplay.reports.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import mmreplay.invariants.result.Result;
import mmreplay.reports.Fixtures;
import mmreplay.reports.Hostile;
import mmreplay.reports.Written;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CsvReportTest {

    private static List<CSVRecord> rows(Result result) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser parser = CSVParser.parse(Written.text(CsvReport::write, result), format)) {
            return parser.getRecords();
        }
    }

    @Test
    void a_finding_is_a_row() throws IOException {
        List<CSVRecord> rows = rows(Fixtures.rich());
        assertThat(rows).hasSize(3);
        CSVRecord row = rows.get(0);
        assertThat(row.get("id")).isEqualTo("AV-1-3f2a9c01");
        assertThat(row.get("verdict")).isEqualTo("VIOLATION");
        assertThat(row.get("line")).isEqualTo("120433");
        assertThat(row.get("time")).isEqualTo("31429924000");
        assertThat(row.get("task")).isEqualTo("kswapd0");
        assertThat(row.get("subject")).isEqualTo("anon_vma=0xffff888003a41d00 mm=0xffff888004c10000 pfn=0x1900");
        assertThat(row.get("summary")).contains(", but its anon_vma was freed");
        assertThat(row.get("baseline")).isEmpty();
    }

    @Test
    void nothing_found_is_the_header_alone() throws IOException {
        assertThat(Written.text(CsvReport::write, Fixtures.empty()))
                .startsWith("id,fingerprint,baseline,rule,")
                .hasLineCount(1);
    }

    @Test
    void no_cell_of_text_begins_like_a_formula() throws IOException {
        List<CSVRecord> rows = rows(Hostile.result());
        assertThat(rows).hasSize(Hostile.ATTACKS.size());
        for (CSVRecord row : rows) {
            for (String cell : row) {
                assertThat(cell).doesNotMatch("(?s)\\s*[=+@|%\\-].*");
                assertThat(cell.chars().anyMatch(Character::isISOControl)).isFalse();
            }
        }
        assertThat(rows.get(Hostile.ATTACKS.indexOf("=cmd()")).get("task")).isEqualTo("'=cmd()");
        assertThat(rows.get(Hostile.ATTACKS.indexOf("-2")).get("task")).isEqualTo("'-2");
    }
}
