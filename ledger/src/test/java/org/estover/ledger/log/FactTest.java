package org.estover.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    String newer = text(entry(Samples.party(1))).replace("party-registered.v1", "moon-sold.v1");
    assertThatThrownBy(() -> LogEntry.parse(newer.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(FormatTooNewException.class)
        .hasMessageContaining("\"moon-sold.v1\"");
    String header = text(entry(Samples.party(1))).replace("\"entry\":1", "\"entry\":2");
    assertThatThrownBy(() -> LogEntry.parse(header.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(FormatTooNewException.class)
        .hasMessageContaining("version 2");
  }

  @Test
  void theFormatListsEveryTypeWithItsFieldsAndEveryPrefix() throws IOException {
    String format = Files.readString(Path.of("FORMAT.md"));
    Map<String, Set<String>> listed = new TreeMap<>();
    Matcher row = Pattern.compile("(?m)^\\| `([a-z-]+\\.v[0-9]+)` \\|(.*)\\|$").matcher(format);
    while (row.find()) {
      Set<String> fields = new TreeSet<>();
      Matcher field = Pattern.compile("`([a-zA-Z0-9]+)`").matcher(row.group(2));
      while (field.find()) {
        fields.add(field.group(1));
      }
      assertThat(listed.put(row.group(1), fields)).as(row.group(1)).isNull();
    }
    Map<String, Set<String>> written = new TreeMap<>();
    for (Fact fact : Samples.oneOfEach()) {
      written.put(fact.type(), fact.toJson().names());
    }
    assertThat(listed).isEqualTo(written);
    for (List<String> words :
        List.of(
            AuditOpened.KINDS,
            AuditConcluded.OUTCOMES,
            IncidentFiled.KINDS,
            IncidentFiled.SEVERITIES,
            IncidentAdvanced.STATES,
            IncidentAdvanced.OUTCOMES,
            EnforcementTaken.STEPS)) {
      assertThat(format).contains(": " + String.join(", ", words));
    }
    Matcher ids = Pattern.compile("Ids are a prefix \\(`([a-z_\\s]+)`\\)").matcher(format);
    assertThat(ids.find()).isTrue();
    assertThat(List.of(ids.group(1).split("\\s+")))
        .containsExactlyElementsOf(Ids.PREFIXES.stream().map(prefix -> prefix + "_").toList());
  }

  @Test
  void whatACaseIsAboutAndHowItEndsIsCheckedByForm() {
    assertThatThrownBy(() -> new IncidentFiled("inc_0001", "Alice Ltd", "leak", "low"))
        .hasMessageContaining("aboutId: found \"Alice Ltd\"");
    assertThatThrownBy(() -> new IncidentFiled("inc_0001", "xyz_0001", "leak", "low"))
        .hasMessageContaining("xyz_0001");
    assertThatThrownBy(() -> new IncidentFiled("inc_0001", "pty_0001", "gossip", "low"))
        .hasMessageContaining("kind: found \"gossip\"");
    assertThatThrownBy(() -> new IncidentAdvanced("inc_0001", "in-review", "upheld"))
        .hasMessageContaining("in-review decides nothing");
    assertThatThrownBy(() -> new IncidentAdvanced("inc_0001", "final", ""))
        .hasMessageContaining("outcome");
    assertThatThrownBy(() -> new EnforcementTaken("enf_0001", "agr_0001", "clm_0001", "notice"))
        .hasMessageContaining("[inc, aud]");
    for (String day : List.of("2026-02-30", "2026-2-3", "tomorrow", "+12026-01-01", "")) {
      assertThatThrownBy(() -> new ProposalMade("prp_0001", "pty_0001", "escheat", day))
          .hasMessageContaining("lastDay: found \"" + day + "\"");
    }
    assertThatThrownBy(() -> new AccessSegmentSealed("seg_0001", "", 0, 0, "ef".repeat(32)))
        .hasMessageContaining("records");
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
