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
    assertThat(WithdrawnSet.ofNames(Set.of(ID)).covers(ID, URI)).isTrue();
    assertThat(WithdrawnSet.ofNames(Set.of(ID)).covers(OTHER, URI)).isFalse();
    assertThat(WithdrawnSet.ofNames(Set.of(WithdrawnSet.nameOfUri(URI))).covers(OTHER, URI))
        .isTrue();
    assertThat(WithdrawnSet.ofNames(Set.of(WithdrawnSet.nameOfUri(URI))).covers(OTHER, ""))
        .isFalse();
  }

  @Test
  void documentsWithoutAUriHaveNoneInCommon() {
    String empty = WithdrawnSet.nameOfUri("");
    assertThat(WithdrawnSet.ofNames(Set.of(empty)).covers(OTHER, "")).isFalse();
    WithdrawnSet set = WithdrawnSet.of(List.of(new WithdrawnDocument(empty, "", "case_aaaa")));
    assertThat(set.covers(OTHER, "")).isFalse();
  }

  @Test
  void aHostCoversItselfAndAllBelowIt() {
    WithdrawnSet set = WithdrawnSet.ofNames(Set.of(WithdrawnSet.nameOfHost("Open.Test.")));
    for (String uri :
        List.of("https://open.test/1", "http://OPEN.test:8080", "https://a.b.open.test/x?y#z")) {
      assertThat(set.covers(OTHER, uri)).as(uri).isTrue();
    }
    WithdrawnSet international =
        WithdrawnSet.ofNames(Set.of(WithdrawnSet.nameOfHost("bücher.test")));
    assertThat(international.covers(OTHER, "https://xn--bcher-kva.test/1")).isTrue();
    assertThat(international.covers(OTHER, "https://a.bücher.test/1")).isTrue();
    for (String uri :
        List.of(
            "https://reopen.test/", "https://test/open.test", "id:open.test", "open.test", "")) {
      assertThat(set.covers(OTHER, uri)).as(uri).isFalse();
    }
  }
}
