package org.estover.licensing.terms.deed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.agreement.Ratio;
import org.junit.jupiter.api.Test;

final class RepetitionTest {

  @Test
  void aSixteenthIsWhatCounts() {
    assertThat(new Repetition("doc_a", "", 160, 150).counts()).isTrue();
    assertThat(new Repetition("doc_a", "", 160, 151).counts()).isFalse();
    Repetition repetition = new Repetition("doc_a", "Ada", 160, 80);
    assertThat(Repetition.fromJson(repetition.toJson())).isEqualTo(repetition);
    assertThatThrownBy(() -> new Repetition("doc_a", "", 10, 11)).hasMessageContaining("doc_a");
    assertThatThrownBy(() -> new Repetition("doc_a", "", 10, -1)).hasMessageContaining("doc_a");
    assertThatThrownBy(() -> new Repetition("doc_a", "", 0, 0)).hasMessageContaining("doc_a");
  }

  @Test
  void nothingOfADocumentMayBeNew() {
    Repetition copy = new Repetition("doc_a", "Ada", 160, 0);
    assertThat(copy.counts()).isTrue();
    assertThat(copy.earning()).isEqualTo(Ratio.ZERO);
    assertThat(Repetition.fromJson(copy.toJson())).isEqualTo(copy);
  }

  @Test
  void thoseOfAReleaseAreSortedAndCount() {
    Repetition a = new Repetition("doc_a", "Ada", 160, 0);
    Repetition b = new Repetition("doc_b", "", 32, 16);
    Repetitions both = new Repetitions(7, List.of(a, b));
    assertThat(both.repeatedTokens()).isEqualTo(176);
    assertThat(Repetitions.fromJson(both.toJson("rel_a"))).isEqualTo(both);
    assertThatThrownBy(() -> new Repetitions(7, List.of(b, a))).hasMessageContaining("doc_b");
    assertThatThrownBy(() -> new Repetitions(7, List.of(a, a))).hasMessageContaining("once");
    assertThatThrownBy(() -> new Repetitions(7, List.of(new Repetition("doc_c", "", 9, 9))))
        .hasMessageContaining("doc_c");
    assertThatThrownBy(() -> new Repetitions(-1, List.of())).hasMessageContaining("-1");
  }

  @Test
  void whatWasRecordedBeforeDocumentsWereComparedStaysReadable() {
    JsonObject old =
        JsonObject.parse(
            "{\"documents\":[{\"document\":\"doc_a\",\"fresh\":\"1\",\"holder\":\"Ada\",\"tokens\":\"160\"}],\"release\":\"rel_a\"}"
                .getBytes(StandardCharsets.UTF_8));
    Repetitions read = Repetitions.fromJson(old);
    assertThat(read.compared()).isZero();
    assertThat(read.documents().get(0).earning()).isEqualTo(Ratio.of(1, 160));
    assertThat(read.toJson("rel_a")).isEqualTo(old);
  }
}
