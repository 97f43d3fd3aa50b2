package org.estover.licensing.terms.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.identity.ContentId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements of the first version are read, and computed again to the byte. */
final class FirstVersionTest {

  @ParameterizedTest
  @MethodSource("seeds")
  void aStatementOfTheFirstVersionIsComputedAgainToTheByte(List<String> row) {
    Statement statement =
        Settlement.of(
            RandomBasis.of(Long.parseLong(row.get(0))), RandomBasis.IDS, Statement.FIRST_VERSION);
    assertThat(statement.sha256()).isEqualTo(row.get(1));
    assertThat(ContentId.sha256(statement.text())).isEqualTo(row.get(2));
    assertThat(ContentId.sha256(statement.journal().toString())).isEqualTo(row.get(3));
    Statement read = Statement.fromJson(statement.toJson());
    assertThat(read.toJson()).isEqualTo(statement.toJson());
    assertThat(read.text()).isEqualTo(statement.text());
    assertThat(read.journal()).isEqualTo(statement.journal());
    assertThat(read.parts().get(0).key()).isEqualTo(statement.parts().get(0).key());
  }

  @Test
  void aStatementThatWasIssuedThenIsReadToday() throws IOException {
    byte[] bytes = resource("first-version.json");
    Statement statement = Statement.fromJson(JsonObject.parse(bytes));
    assertThat(statement.toJson().bytes()).isEqualTo(bytes);
    assertThat(statement.text()).contains("by estover.statement.v1");
  }

  @Test
  void aVersionThatIsNotKnownIsRefusedByName() throws IOException {
    Map<String, Object> members = new HashMap<>(json().members());
    members.put("terms", "estover.statement.v9");
    assertThatThrownBy(() -> Statement.fromJson(JsonObject.of(members)))
        .hasMessageContaining("estover.statement.v9")
        .hasMessageContaining(Statement.TERMS_VERSION);
  }

  private static JsonObject json() throws IOException {
    return JsonObject.parse(resource("first-version.json"));
  }

  static List<List<String>> seeds() throws IOException {
    return new String(resource("first-version.tsv"), StandardCharsets.UTF_8)
        .lines()
        .map(line -> Arrays.asList(line.split("\t", -1)))
        .toList();
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = FirstVersionTest.class.getResourceAsStream(name)) {
      assertThat(in).isNotNull();
      return in.readAllBytes();
    }
  }
}
