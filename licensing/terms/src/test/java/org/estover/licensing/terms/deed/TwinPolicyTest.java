package org.estover.licensing.terms.deed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.licensing.terms.agreement.Ratio;
import org.junit.jupiter.api.Test;

final class TwinPolicyTest {

  private static final TwinGroup COPIED =
      group(
          new TwinGroup.Member("doc_b", "Copier", "2026-05-02T00:00:00Z"),
          new TwinGroup.Member("doc_a", "Author", "2026-05-01T00:00:00Z"),
          new TwinGroup.Member("doc_c", "Copier", "2026-05-03T00:00:00Z"));

  @Test
  void theFirstEvidencedCaptureIsCreditedWhicheverCopySurvived() {
    assertThat(TwinPolicy.FIRST_EVIDENCED_CAPTURE.credit(COPIED))
        .isEqualTo(Map.of("Author", Ratio.ONE));
    assertThat(TwinPolicy.SURVIVOR.credit(COPIED)).isEqualTo(Map.of("Copier", Ratio.ONE));
  }

  @Test
  void halfASecondLaterIsLater() {
    TwinGroup close =
        group(
            new TwinGroup.Member("doc_a", "Later", "2026-05-01T00:00:00.500Z"),
            new TwinGroup.Member("doc_b", "First", "2026-05-01T00:00:00Z"));
    assertThat(TwinPolicy.FIRST_EVIDENCED_CAPTURE.credit(close))
        .isEqualTo(Map.of("First", Ratio.ONE));
  }

  @Test
  void whoHasNoEvidenceIsNotFirstAndASurvivorWithoutItIsNotBeaten() {
    TwinGroup silent =
        group(
            new TwinGroup.Member("doc_b", "Dump", ""),
            new TwinGroup.Member("doc_a", "Copier", "2026-05-01T00:00:00Z"));
    assertThat(TwinPolicy.FIRST_EVIDENCED_CAPTURE.credit(silent))
        .isEqualTo(Map.of("Dump", Ratio.ONE));
    TwinGroup other =
        group(
            new TwinGroup.Member("doc_b", "Site", "2026-05-01T00:00:00Z"),
            new TwinGroup.Member("doc_a", "Dump", ""));
    assertThat(TwinPolicy.FIRST_EVIDENCED_CAPTURE.credit(other))
        .isEqualTo(Map.of("Site", Ratio.ONE));
  }

  @Test
  void atOneTimeTheSurvivorIsFirst() {
    TwinGroup tied =
        group(
            new TwinGroup.Member("doc_b", "One", "2026-05-01T00:00:00Z"),
            new TwinGroup.Member("doc_a", "Two", "2026-05-01T00:00:00Z"));
    assertThat(TwinPolicy.FIRST_EVIDENCED_CAPTURE.credit(tied)).isEqualTo(Map.of("One", Ratio.ONE));
  }

  @Test
  void anEqualSplitCountsHoldersAndNotCopies() {
    assertThat(TwinPolicy.EQUAL_SPLIT.credit(COPIED))
        .isEqualTo(Map.of("Author", Ratio.of(1, 2), "Copier", Ratio.of(1, 2)));
  }

  @Test
  void tokensAreMovedAndNeitherLostNorMade() {
    SortedMap<String, BigInteger> holders = weights(Map.of("", 7L, "Copier", 10L, "Other", 3L));
    Originality first = new Originality(TwinPolicy.FIRST_EVIDENCED_CAPTURE);
    first.add(COPIED, Ratio.of(10, 1));
    assertThat(first.payees(holders))
        .isEqualTo(weights(Map.of("", 7L, "Author", 10L, "Other", 3L)));
    Originality split = new Originality(TwinPolicy.EQUAL_SPLIT);
    split.add(COPIED, Ratio.of(5, 1));
    assertThat(split.payees(holders))
        .isEqualTo(weights(Map.of("", 14L, "Author", 5L, "Copier", 15L, "Other", 6L)));
  }

  @Test
  void aWordThatIsNoPolicyIsRefusedWithThoseThereAre() {
    for (TwinPolicy policy : TwinPolicy.values()) {
      assertThat(TwinPolicy.of(policy.word())).isEqualTo(policy);
    }
    assertThatThrownBy(() -> TwinPolicy.of("first"))
        .hasMessageContaining("first-evidenced-capture");
  }

  private static TwinGroup group(TwinGroup.Member... members) {
    TwinGroup group = new TwinGroup(members[0].documentId(), List.of(members));
    assertThat(TwinGroup.fromJson(group.toJson())).isEqualTo(group);
    return group;
  }

  private static SortedMap<String, BigInteger> weights(Map<String, Long> tokens) {
    SortedMap<String, BigInteger> weights = new TreeMap<>();
    tokens.forEach((name, count) -> weights.put(name, BigInteger.valueOf(count)));
    return weights;
  }
}
