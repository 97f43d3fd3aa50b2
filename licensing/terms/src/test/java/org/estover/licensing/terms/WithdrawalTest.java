package org.estover.licensing.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.estover.ledger.log.DocumentWithdrawn;
import org.estover.licensing.terms.statement.Statement;
import org.estover.licensing.terms.withdrawal.ReleaseImpact;
import org.estover.licensing.terms.withdrawal.TouchedDocument;
import org.estover.licensing.terms.withdrawal.TouchedTrainingRun;
import org.estover.licensing.terms.withdrawal.WithdrawalImpact;
import org.estover.licensing.terms.withdrawal.WithdrawalKind;
import org.estover.licensing.terms.withdrawal.WithdrawnSet;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.reconstruct.Span;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class WithdrawalTest {

  private static final int POSITIONS_TRAINED = 20 * 3;

  @TempDir Path folder;

  private TestTrust test;
  private Trust trust;

  @BeforeEach
  void found() throws IOException {
    test = TestTrust.in(folder);
    trust = test.trust;
  }

  @AfterEach
  void close() throws IOException {
    test.close();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theImpactEqualsBruteForceOverTheOrder(long seed) throws IOException {
    TestTrust.Walk walk = test.walk(TinyRelease.texts(seed), "Model Makers");
    Statement statement = trust.issueStatements(TestTrust.PERIOD).get(0);
    for (int i = 0; i < 60; i += 1 + new SplittableRandom(seed).nextInt(10)) {
      String url = "https://open.test/" + i;
      ReleaseImpact impact = trust.impact(url).releases().get(0);
      Expected expected = bruteForce(walk.releaseId(), url);
      assertThat(impact.sequences()).isEqualTo(expected.positions.size());
      if (expected.trained().isEmpty()) {
        assertThat(impact.trainingRuns()).isEmpty();
      } else {
        TouchedTrainingRun run = impact.trainingRuns().get(0);
        assertThat(run.sequences()).isEqualTo(expected.trained().size());
        assertThat(run.firstStep()).isEqualTo(expected.trained().first() / 3);
        assertThat(run.lastStep()).isEqualTo(expected.trained().last() / 3);
        assertThat(run.tokens()).isEqualTo(expected.trainedTokens);
        assertThat(run.statementIds()).containsExactly(statement.id());
        assertThat(run.developerId()).isEqualTo(walk.agreement().developerId());
      }
    }
  }

  @Test
  void aWithdrawnUrlIsCoveredByIdAndByUrl() throws IOException {
    test.walk(TinyRelease.texts(1), "Model Makers");
    assertThat(trust.withdrawn().documents()).isEmpty();
    WithdrawalImpact impact = trust.withdraw("https://open.test/5");
    TouchedDocument document = impact.releases().get(0).documents().get(0);
    WithdrawnSet withdrawn = trust.withdrawn();
    assertThat(withdrawn.covers(document.documentId(), "")).isTrue();
    assertThat(withdrawn.covers("doc_" + "0".repeat(32), "https://open.test/5")).isTrue();
    assertThat(withdrawn.covers("doc_" + "0".repeat(32), "https://open.test/50")).isFalse();
    assertThat(withdrawn.documents()).hasSize(2);
    assertThat(impact.text()).contains(impact.caseId(), document.documentId());
  }

  @Test
  void askingForTheImpactTakesNothingDown() throws IOException {
    test.walk(TinyRelease.texts(1), "Model Makers");
    long size = test.logSize();
    trust.impact("https://open.test/5");
    assertThat(test.logSize()).isEqualTo(size);
  }

  @Test
  void oneDocumentOfTwoReleasesIsFoundInBoth() throws IOException {
    List<TinyRelease.Text> texts = TinyRelease.texts(1);
    test.walk(texts, "Model Makers");
    trust.publish(TinyRelease.write(folder.resolve("second"), texts.subList(0, 50)));
    String id = texts.get(7).document().id();
    WithdrawalImpact impact = trust.withdraw(id);
    assertThat(impact.releases()).hasSize(2);
    assertThat(impact.releases())
        .allSatisfy(r -> assertThat(r.documents().get(0).documentId()).isEqualTo(id));
    assertThat(trust.withdrawn().documents()).hasSize(1);
  }

  @Test
  void aUrlThatWasNeverPublishedIsKeptOutOfLaterReleases() throws IOException {
    assertThatThrownBy(() -> trust.withdraw("https://never.test/"))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("--unseen");
    assertThat(trust.withdrawn().documents()).isEmpty();
    WithdrawalImpact impact = trust.withdrawUnseen("https://never.test/");
    assertThat(impact.isEmpty()).isTrue();
    assertThat(trust.withdrawn().covers("doc_" + "0".repeat(32), "https://never.test/")).isTrue();
    assertThat(impact.text()).contains("no published release");
  }

  @Test
  void aNewReleaseThatHoldsAWithdrawnUrlIsRefusedAndOneWithoutItIsPublished() throws IOException {
    List<TinyRelease.Text> texts = TinyRelease.texts(1);
    Path published = TinyRelease.write(folder.resolve("first"), texts);
    trust.publish(published);
    trust.withdraw("https://open.test/5");
    Path with = TinyRelease.write(folder.resolve("with"), texts.subList(0, 50));
    assertThatThrownBy(() -> trust.publish(with))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("1 document")
        .hasMessageContaining(texts.get(5).document().id());
    WithdrawnSet withdrawn = trust.withdrawn();
    List<TinyRelease.Text> kept =
        texts.stream()
            .filter(text -> !withdrawn.covers(text.document().id(), text.document().uri()))
            .toList();
    assertThat(kept).hasSize(59);
    trust.publish(TinyRelease.write(folder.resolve("without"), kept));
    assertThat(trust.publish(published).repeated()).isTrue();
    assertThat(trust.releaseIds()).hasSize(2);
  }

  @Test
  void whatWasWithdrawnStaysOutAfterItsUrlWasErased() throws IOException {
    List<TinyRelease.Text> texts = TinyRelease.texts(1);
    trust.withdrawUnseen("https://open.test/5");
    try (var facts = test.ledger.facts()) {
      long entry =
          facts.filter(fact -> fact.fact() instanceof DocumentWithdrawn).findFirst().get().index();
      test.ledger.erase(entry);
    }
    Path with = TinyRelease.write(folder.resolve("with"), texts);
    assertThatThrownBy(() -> trust.publish(with))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining(texts.get(5).document().id());
  }

  @Test
  void aSlipHasNotTheFormOfAUri() {
    for (String uri : List.of("https://a.test/x y", "id:7", "maven:g:a:1!/X.java", "a.zip!/b c")) {
      assertThat(
              new WithdrawalImpact("case_0", WithdrawalKind.URL, uri, List.of(), new TreeMap<>())
                  .hasFormOfName())
          .as(uri)
          .isTrue();
    }
    for (String slip :
        List.of("foo bar", "a.test/x", "https://", "http:///x", "x:", "!/x", "x!/")) {
      assertThat(
              new WithdrawalImpact("case_0", WithdrawalKind.URL, slip, List.of(), new TreeMap<>())
                  .hasFormOfName())
          .as(slip)
          .isFalse();
    }
  }

  @Test
  void aReleaseThatWasLostKeepsNothingFromBeingTakenDown() throws IOException {
    List<TinyRelease.Text> texts = TinyRelease.texts(1);
    String lost = trust.publish(TinyRelease.write(folder.resolve("one"), texts)).releaseId();
    Path stored = trust.releases().folder(lost);
    Files.move(stored, folder.resolve("elsewhere"));
    WithdrawalImpact impact = trust.withdrawUnseen("https://open.test/5");
    assertThat(impact.unread()).containsOnlyKeys(lost);
    assertThat(impact.text()).contains("not known of " + lost).contains("publish its folder again");
    assertThat(trust.withdrawn().covers("doc_" + "0".repeat(32), "https://open.test/5")).isTrue();
  }

  @Test
  void anUnknownDocumentIdIsRefused() {
    assertThatThrownBy(() -> trust.withdraw("doc_" + "0".repeat(32)))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("no published release");
  }

  /** Positions that read a URL's document, and its input tokens among those trained. */
  private record Expected(TreeSet<Long> positions, long trainedTokens) {
    TreeSet<Long> trained() {
      return new TreeSet<>(positions.headSet((long) POSITIONS_TRAINED));
    }
  }

  private Expected bruteForce(String releaseId, String url) throws IOException {
    TreeSet<Long> positions = new TreeSet<>();
    long tokens = 0;
    try (Reconstruct reconstruct = Reconstruct.open(trust.releases().folder(releaseId))) {
      long length = reconstruct.content().order().positions();
      for (long position = 0; position < length; position++) {
        for (Span span : reconstruct.spans(position)) {
          if (span.document().uri().equals(url)) {
            positions.add(position);
            tokens += position < POSITIONS_TRAINED ? span.inputs() : 0;
          }
        }
      }
    }
    return new Expected(positions, tokens);
  }

  static LongStream seeds() {
    return Long.getLong("seed") == null
        ? LongStream.range(0, 3)
        : LongStream.of(Long.getLong("seed"));
  }
}
