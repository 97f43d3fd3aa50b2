package org.estover.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.estover.ledger.Samples;
import org.junit.jupiter.api.Test;

final class FactTest {

  private static final Instant TIME = Instant.parse("2026-11-21T06:00:00.120Z");

  private static LogEntry entry(Fact fact) {
    return new LogEntry(TIME, "ab".repeat(32), "cd".repeat(32), fact);
  }

  @Test
  void bytesOfEveryTypeAreTheGoldenOnes() throws Exception {
    List<String> golden;
    try (var lines = Objects.requireNonNull(FactTest.class.getResourceAsStream("entries-v1.txt"))) {
      golden = new String(lines.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    List<Fact> facts = Samples.oneOfEach();
    assertThat(facts.stream().map(Fact::type)).containsExactlyInAnyOrderElementsOf(Fact.types());
    assertThat(facts.stream().map(fact -> new String(entry(fact).bytes(), StandardCharsets.UTF_8)))
        .isEqualTo(golden);
    for (int i = 0; i < golden.size(); i++) {
      byte[] bytes = golden.get(i).getBytes(StandardCharsets.UTF_8);
      assertThat(LogEntry.parse(bytes)).isEqualTo(entry(facts.get(i)));
    }
  }

  @Test
  void aNewerFactIsRefusedByName() {
    String newer = text(entry(Samples.party(1))).replace("party-registered.v1", "ballot-cast.v1");
    assertThatThrownBy(() -> LogEntry.parse(newer.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(FormatTooNewException.class)
        .hasMessageContaining("\"ballot-cast.v1\"");
    String header = text(entry(Samples.party(1))).replace("\"entry\":1", "\"entry\":2");
    assertThatThrownBy(() -> LogEntry.parse(header.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(FormatTooNewException.class)
        .hasMessageContaining("version 2");
  }

  @Test
  void anEntryHasOneFormOnly() {
    String good = text(entry(Samples.party(1)));
    for (String bad :
        List.of(
            good + " ",
            good.replace("\":1", "\": 1"),
            good.replace("\"role\"", "\"more\":\"x\",\"role\""),
            good.replace("\"role\":\"rights-holder\"", "\"role\":\"boss\""),
            good.replace(".120Z", ".12Z"),
            good.replace("}", ",\"zzz\":true}"))) {
      assertThatThrownBy(() -> LogEntry.parse(bad.getBytes(StandardCharsets.UTF_8)))
          .as(bad)
          .hasMessageContaining("not a log entry");
    }
  }

  @Test
  void fieldsCarryPseudonymousIdsOnly() {
    assertThatThrownBy(() -> new PartyRegistered("Alice Ltd", "developer"))
        .hasMessageContaining("Alice Ltd");
    assertThatThrownBy(() -> new GrantIssued("grt_0001", "agr_0001", "rel_0001", "All uses!"))
        .hasMessageContaining("purpose");
    assertThatThrownBy(() -> new DocumentWithdrawn("case_0001", "https://open.test/a"))
        .hasMessageContaining("document");
  }

  @Test
  void canonicalJsonSortsEscapesAndRefuses() {
    JsonObject object =
        JsonObject.of(
            Map.of(
                "b",
                List.of(1, true, Map.of("z", "\u0001\n\"\\\u20ac")),
                "a",
                -3L,
                "\uD83D\uDE00",
                ""));
    assertThat(object)
        .hasToString(
            "{\"a\":-3,\"b\":[1,true,{\"z\":\"\\u0001\\n\\\"\\\\\u20ac\"}],\"\uD83D\uDE00\":\"\"}");
    assertThat(JsonObject.parse(object.bytes())).isEqualTo(object);
    assertThatThrownBy(() -> JsonObject.of(Map.of("n", 1L << 53))).hasMessageContaining("2^53");
    assertThatThrownBy(() -> JsonObject.of(Map.of("n", 1.5))).hasMessageContaining("\"n\"");
    assertThatThrownBy(() -> JsonObject.of(Map.of("s", "\uD83D")))
        .hasMessageContaining("surrogate");
    for (String bad :
        List.of(
            "",
            "[]",
            "{\"a\":null}",
            "{\"a\":1.0}",
            "{\"b\":1,\"a\":1}",
            "{\"a\":1,\"a\":1}",
            "{\"a\":01}",
            "{}{}",
            "{\"a\":9007199254740992}",
            "{\"a\":\"\\/\"}")) {
      assertThatThrownBy(() -> JsonObject.parse(bad.getBytes(StandardCharsets.UTF_8)))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static String text(LogEntry entry) {
    return new String(entry.bytes(), StandardCharsets.UTF_8);
  }
}
