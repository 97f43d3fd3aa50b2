package org.estover.licensing.terms.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.identity.ContentId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements of earlier versions are read, and computed again to the byte. */
final class EarlierVersionsTest {

  @ParameterizedTest
  @MethodSource("first")
  void aStatementOfTheFirstVersionIsComputedAgainToTheByte(List<String> row) {
    requireAgain(row, Statement.FIRST_VERSION);
  }

  @ParameterizedTest
  @MethodSource("second")
  void aStatementOfTheSecondVersionIsComputedAgainToTheByte(List<String> row) {
    requireAgain(row, Statement.SECOND_VERSION);
  }

  private static void requireAgain(List<String> row, String version) {
    Statement statement =
        Settlement.of(RandomBasis.of(Long.parseLong(row.get(0))), RandomBasis.IDS, version);
    assertThat(statement.sha256()).isEqualTo(row.get(1));
    assertThat(ContentId.sha256(statement.text())).isEqualTo(row.get(2));
    assertThat(ContentId.sha256(asWrittenThen(statement.journal()))).isEqualTo(row.get(3));
    Statement read = Statement.fromJson(statement.toJson());
    assertThat(read.toJson()).isEqualTo(statement.toJson());
    assertThat(read.text()).isEqualTo(statement.text());
    assertThat(read.journal()).isEqualTo(statement.journal());
    assertThat(read.parts().get(0).key()).isEqualTo(statement.parts().get(0).key());
  }

  /** The journal as the digests were taken of it, when an entry had fewer fields. */
  private static String asWrittenThen(List<JournalEntry> journal) {
    return journal.stream()
        .map(
            entry ->
                String.format(
                    Locale.ROOT,
                    "JournalEntry[id=%s, effective=%s, reverses=%s, postings=%s]",
                    entry.id(),
                    entry.effective(),
                    entry.target(),
                    entry.postings()))
        .toList()
        .toString();
  }

  @ParameterizedTest
  @CsvSource({"first,1", "second,2"})
  void aStatementThatWasIssuedThenIsReadToday(String version, int number) throws IOException {
    byte[] bytes = resource(version + "-version.json");
    Statement statement = Statement.fromJson(JsonObject.parse(bytes));
    assertThat(statement.toJson().bytes()).isEqualTo(bytes);
    assertThat(statement.text()).contains("by estover.statement.v" + number);
    assertThat(StatementCheck.of(statement)).isEmpty();
  }

  @Test
  void thePresentVersionWritesWhatTheSecondOneDidUnderItsOwnName() {
    Basis basis = RandomBasis.of(7);
    Map<String, Object> members =
        new HashMap<>(Settlement.of(basis, RandomBasis.IDS).toJson().members());
    assertThat(members.put("terms", Statement.SECOND_VERSION)).isEqualTo(Statement.TERMS_VERSION);
    assertThat(JsonObject.of(members))
        .isEqualTo(Settlement.of(basis, RandomBasis.IDS, Statement.SECOND_VERSION).toJson());
  }

  @Test
  void aVersionThatIsNotKnownIsRefusedByName() throws IOException {
    Map<String, Object> members = new HashMap<>(json().members());
    members.put("terms", "estover.statement.v9");
    assertThatThrownBy(() -> Statement.fromJson(JsonObject.of(members)))
        .hasMessageContaining("estover.statement.v9")
        .hasMessageContaining(Statement.FIRST_VERSION)
        .hasMessageContaining(Statement.SECOND_VERSION)
        .hasMessageContaining(Statement.TERMS_VERSION);
  }

  private static JsonObject json() throws IOException {
    return JsonObject.parse(resource("first-version.json"));
  }

  static List<List<String>> first() throws IOException {
    return rows("first-version.tsv");
  }

  static List<List<String>> second() throws IOException {
    return rows("second-version.tsv");
  }

  private static List<List<String>> rows(String name) throws IOException {
    return new String(resource(name), StandardCharsets.UTF_8)
        .lines()
        .map(line -> Arrays.asList(line.split("\t", -1)))
        .toList();
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = EarlierVersionsTest.class.getResourceAsStream(name)) {
      assertThat(in).isNotNull();
      return in.readAllBytes();
    }
  }
}
