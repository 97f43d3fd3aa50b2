package org.estover.crawl.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.estover.crawl.rights.ContentUsage;
import org.estover.crawl.rights.ReadingRules;
import org.estover.crawl.rights.Resolution;
import org.estover.crawl.rights.RightsSignal;
import org.estover.crawl.rights.SilencePolicy;
import org.junit.jupiter.api.Test;

final class DecisionTest {
  private static final String URL = "http://a.test/page";
  private static final RightsSignal NO = new ContentUsage("header", "", "train-ai=n");
  private static final RightsSignal LABEL = new ContentUsage("robots.txt:3[*]", "", "tdm=n");
  private static final DecisionRules OPEN_ONLY =
      new DecisionRules(SilencePolicy.OPEN_ONLY, ReadingRules.DEFAULT);

  @Test
  void theIdIsTheDigestOfAllThatADecisionRestsOn() throws NoSuchAlgorithmException {
    byte[] expected =
        MessageDigest.getInstance("SHA-256")
            .digest(
                counted(
                    "estover.decision.v1",
                    Integer.toString(Resolution.VERSION),
                    "no-reservation legacy-labels=true ai-tokens=false",
                    URL,
                    "2",
                    "aipref header path= value=train-ai=n",
                    "aipref robots.txt:3[*] path= value=tdm=n",
                    ""));
    String id = "dec_" + HexFormat.of().formatHex(expected, 0, 16);
    assertThat(Decision.of(DecisionRules.DEFAULT, URL, List.of(NO, LABEL), "MIT").id())
        .isEqualTo(id);
    assertThat(Decision.of(DecisionRules.DEFAULT, URL, List.of(LABEL, NO), "").id()).isEqualTo(id);
  }

  private static byte[] counted(String... texts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String text : texts) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      bytes.writeBytes(ByteBuffer.allocate(4).putInt(utf8.length).array());
      bytes.writeBytes(utf8);
    }
    return bytes.toByteArray();
  }

  @Test
  void whateverADecisionRestsOnChangesItsId() {
    DecisionRules tokens =
        new DecisionRules(SilencePolicy.NO_RESERVATION, new ReadingRules(true, true));
    List<String> lines = List.of(NO.canonical());
    assertThat(
            List.of(
                Decision.of(DecisionRules.DEFAULT, URL, List.of(NO), "").id(),
                Decision.of(DecisionRules.DEFAULT, URL + "?", List.of(NO), "").id(),
                Decision.of(DecisionRules.DEFAULT, URL, List.of(), "").id(),
                Decision.of(DecisionRules.DEFAULT, URL, List.of(NO, NO), "").id(),
                Decision.of(OPEN_ONLY, URL, List.of(NO), "").id(),
                Decision.of(OPEN_ONLY, URL, List.of(NO), "MIT").id(),
                Decision.of(tokens, URL, List.of(NO), "").id(),
                Decision.idOf(DecisionRules.DEFAULT, URL, lines, "", "agr_1")))
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("dec_[0-9a-f]{32}"));
  }

  @Test
  void silenceIsDecidedByThePolicyAndSpeechIsNot() {
    assertThat(Decision.of(DecisionRules.DEFAULT, URL, List.of(), "").verdict().name())
        .isEqualTo("allowed");
    assertThat(Decision.of(OPEN_ONLY, URL, List.of(), "").verdict().name()).isEqualTo("denied");
    assertThat(Decision.of(OPEN_ONLY, URL, List.of(), "MIT").verdict().name()).isEqualTo("allowed");
    Decision spoken = Decision.of(OPEN_ONLY, URL, List.of(NO), "MIT");
    assertThat(spoken.verdict().name()).isEqualTo("denied");
    assertThat(spoken.declared().reason()).contains("train-ai=n denies ai-train");
  }
}
