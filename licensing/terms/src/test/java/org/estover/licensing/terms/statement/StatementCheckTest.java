package org.estover.licensing.terms.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.estover.ledger.log.JsonObject;
import org.estover.ledger.log.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A statement is checked by itself: each amount follows from its reason, and a change is found. */
final class StatementCheckTest {

  private static final SigningKey KEY = SigningKey.generate("trust.test/log", new SecureRandom());

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyAmountFollowsFromItsOwnReason(long seed) {
    for (String version :
        List.of(Statement.FIRST_VERSION, Statement.SECOND_VERSION, Statement.TERMS_VERSION)) {
      Statement statement = Settlement.of(RandomBasis.of(seed), RandomBasis.IDS, version);
      assertThat(StatementCheck.of(statement)).isEmpty();
      for (StatementLine line : statement.lines()) {
        assertThat(StatementCheck.amount(line)).isEqualTo(line.amount());
      }
      assertThat(check(statement.toJson().bytes(), statement)).isEmpty();
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aChangedByteIsFoundByItsSignature(long seed) {
    Statement statement = Settlement.of(RandomBasis.of(seed), RandomBasis.IDS);
    byte[] json = statement.toJson().bytes();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 60; i++) {
      byte[] changed = json.clone();
      changed[random.nextInt(json.length)] ^= (byte) (1 << random.nextInt(7));
      assertThat(check(changed, statement)).isNotEmpty();
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatAForgerChangesConsistentlyIsFoundWithoutASignature(long seed) {
    JsonObject json = Settlement.of(RandomBasis.of(seed), RandomBasis.IDS).toJson();
    List<JsonObject> forged = new ArrayList<>();
    forged.add(moved(json, 0, 1));
    forged.add(with(json, "why", "\"1% of nothing\""));
    forged.add(with(json, "level", "l2"));
    forged.add(with(json, "key", "1/101 0/1 100/101"));
    for (JsonObject each : forged) {
      if (each.equals(json)) {
        continue;
      }
      List<String> findings = new ArrayList<>();
      try {
        Statement statement = Statement.fromJson(each);
        findings.addAll(StatementCheck.of(statement));
        if (!statement.toJson().equals(each)) {
          findings.add("members");
        }
      } catch (IllegalArgumentException e) {
        findings.add(String.valueOf(e.getMessage()));
      }
      // The level changes nothing where no term of the card depends on it.
      if (!each.equals(with(json, "level", "l2"))) {
        assertThat(findings).as(each.toString()).isNotEmpty();
      }
    }
  }

  @Test
  void aSignatureOfAnotherKeyOrOfAnotherStatementIsNone() {
    Statement statement = Settlement.of(RandomBasis.of(1), RandomBasis.IDS);
    Statement other = Settlement.of(RandomBasis.of(2), RandomBasis.IDS);
    byte[] json = statement.toJson().bytes();
    SigningKey stranger = SigningKey.generate("trust.test/log", new SecureRandom());
    byte[] note = stranger.note(StatementSeal.text(statement));
    assertThat(StatementSeal.check(json, note, KEY.verifier()))
        .anyMatch(finding -> finding.contains("no known key signed it"));
    byte[] ofOther = KEY.note(StatementSeal.text(other));
    assertThat(StatementSeal.check(json, ofOther, KEY.verifier()))
        .anyMatch(finding -> finding.contains("another file"));
  }

  @Test
  void theSignedTextIsNoCheckpoint() {
    Statement statement = Settlement.of(RandomBasis.of(1), RandomBasis.IDS);
    assertThat(StatementSeal.text(statement).split("\n", -1)[1]).startsWith("stm_");
  }

  @Test
  void aPageShowsStrangersNamesAsText() {
    Statement statement = Settlement.of(RandomBasis.of(3), RandomBasis.IDS);
    Statement strange =
        new Statement(
            statement.version(),
            "<script>alert(1)</script>",
            new Statement.Named(statement.developer().id(), "Ada & \"Co\"\t"),
            statement.agreementId(),
            statement.period(),
            statement.logSize(),
            statement.revision(),
            statement.parts(),
            statement.adjustments());
    String page = StatementHtml.of(strange);
    assertThat(page)
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "Ada &amp; &quot;Co&quot;?")
        .doesNotContain("<script>");
    assertThat(page).contains(strange.sha256(), strange.due().toString());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theTableHasARowOfAsManyCellsForEachLine(long seed) {
    Statement statement = Settlement.of(RandomBasis.of(seed), RandomBasis.IDS);
    List<String> rows = StatementTable.of(statement).lines().toList();
    assertThat(rows).hasSize(1 + statement.lines().size());
    assertThat(rows).allMatch(row -> row.split("\t", -1).length == 16);
  }

  @Test
  void theTableStartsNoFormula() {
    Statement statement = Settlement.of(RandomBasis.of(3), RandomBasis.IDS);
    StatementPart part = statement.parts().get(0);
    StatementLine line = part.lines().get(0);
    List<StatementLine> lines = new ArrayList<>(part.lines());
    lines.set(
        0,
        new StatementLine(
            line.kind(),
            line.partyId(),
            "=HYPERLINK(1)",
            line.tokens(),
            line.share(),
            line.amount().negated(),
            line.why()));
    Statement strange =
        new Statement(
            statement.version(),
            statement.trust(),
            statement.developer(),
            statement.agreementId(),
            statement.period(),
            statement.logSize(),
            statement.revision(),
            List.of(
                new StatementPart(
                    part.report(),
                    part.modelId(),
                    part.terms(),
                    part.pricing(),
                    part.due(),
                    part.why(),
                    part.steps(),
                    part.key(),
                    part.trainedOn(),
                    lines)),
            statement.adjustments());
    assertThat(StatementTable.of(strange))
        .contains("\t'=HYPERLINK(1)\t")
        .contains("\t" + line.amount().negated().decimal() + "\t");
  }

  private static List<String> check(byte[] json, Statement statement) {
    byte[] note = KEY.note(StatementSeal.text(statement));
    return StatementSeal.check(json, note, KEY.verifier());
  }

  /** One minor unit taken from one line and given to another, so that the sum stays. */
  private static JsonObject moved(JsonObject json, int from, int to) {
    JsonObject part = json.objects("parts").get(0);
    List<JsonObject> lines = new ArrayList<>(part.objects("lines"));
    if (lines.get(from).decimal("amount") == 0) {
      return json;
    }
    lines.set(from, amount(lines.get(from), -1));
    lines.set(to, amount(lines.get(to), 1));
    Map<String, Object> changed = new HashMap<>(part.members());
    changed.put("lines", lines);
    return parts(json, changed);
  }

  private static JsonObject amount(JsonObject line, long more) {
    Map<String, Object> changed = new HashMap<>(line.members());
    changed.put("amount", Long.toString(line.decimal("amount") + more));
    return JsonObject.of(changed);
  }

  private static JsonObject with(JsonObject json, String member, String value) {
    Map<String, Object> changed = new HashMap<>(json.objects("parts").get(0).members());
    changed.put(member, value);
    return parts(json, changed);
  }

  private static JsonObject parts(JsonObject json, Map<String, Object> part) {
    Map<String, Object> changed = new HashMap<>(json.members());
    changed.put("parts", List.of(JsonObject.of(part)));
    return JsonObject.parse(JsonObject.of(changed).toString().getBytes(StandardCharsets.UTF_8));
  }

  static LongStream seeds() {
    return SettlementTest.seeds();
  }
}
