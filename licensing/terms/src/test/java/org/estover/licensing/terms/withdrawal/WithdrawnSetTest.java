package org.estover.licensing.terms.withdrawal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class WithdrawnSetTest {
  private static final String ID = "doc_" + "1".repeat(32);
  private static final String OTHER = "doc_" + "2".repeat(32);
  private static final String URI = "https://open.test/1";

  @Test
  void anIdCoversOneDocumentAndAUriAllFromIt() {
    assertThat(WithdrawnSet.covers(Set.of(ID), ID, URI)).isTrue();
    assertThat(WithdrawnSet.covers(Set.of(ID), OTHER, URI)).isFalse();
    assertThat(WithdrawnSet.covers(Set.of(WithdrawnSet.nameOfUri(URI)), OTHER, URI)).isTrue();
    assertThat(WithdrawnSet.covers(Set.of(WithdrawnSet.nameOfUri(URI)), OTHER, "")).isFalse();
  }

  @Test
  void documentsWithoutAUriHaveNoneInCommon() {
    String empty = WithdrawnSet.nameOfUri("");
    assertThat(WithdrawnSet.covers(Set.of(empty), OTHER, "")).isFalse();
    WithdrawnSet set = WithdrawnSet.of(List.of(new WithdrawnDocument(empty, "", "case_aaaa")));
    assertThat(set.covers(OTHER, "")).isFalse();
  }
}
