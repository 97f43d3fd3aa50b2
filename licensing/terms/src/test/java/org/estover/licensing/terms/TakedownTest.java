package org.estover.licensing.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.estover.ledger.log.DocumentWithdrawn;
import org.estover.ledger.log.HostWithdrawn;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.agreement.Slice;
import org.estover.licensing.terms.usage.DeclaredTraining;
import org.estover.licensing.terms.usage.ModelCheckpoint;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.licensing.terms.withdrawal.Notice;
import org.estover.licensing.terms.withdrawal.ReleaseImpact;
import org.estover.licensing.terms.withdrawal.TouchedDocument;
import org.estover.licensing.terms.withdrawal.TouchedTrainingRun;
import org.estover.licensing.terms.withdrawal.WithdrawalImpact;
import org.estover.licensing.terms.withdrawal.WithdrawalKind;
import org.estover.tokenize.reconstruct.BatchSequence;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.reconstruct.Span;
import org.estover.tokenize.release.Masks;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleaseVerifier;
import org.estover.tokenize.release.UriHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole hosts, what is masked, and who is told. */
final class TakedownTest {

  private static final List<String> HOSTS =
      List.of("https://open.test/", "https://blog.open.test/a/", "http://reopen.test:81/", "id:");
  private static final int STEPS = 20;
  private static final int BATCH = 3;
  private static final int POSITIONS = STEPS * BATCH;

  /** So few that the reserve fills all holes. */
  private static final int DERIVED_STEPS = 8;

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

  /** Documents of four hosts, of which one has no name. */
  private static List<TinyRelease.Text> texts(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<TinyRelease.Text> texts = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String source = List.of("web", "code", "books").get(i % 3);
      String uri = HOSTS.get(random.nextInt(HOSTS.size())) + i;
      texts.add(TinyRelease.text(random, source, uri, "MIT", "Ada Ltd"));
    }
    return texts;
  }

  private static boolean isOfOpenTest(String uri) {
    return UriHost.isWithin(UriHost.of(uri), "open.test");
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theImpactOfAHostEqualsBruteForceOverTheOrder(long seed) throws IOException {
    TestTrust.Walk walk = test.walk(texts(seed), "Model Makers");
    for (int step : List.of(0, 1, 7)) {
      trust.registerModelCheckpoint(walk.run().id(), step, "a".repeat(63) + step);
    }
    WithdrawalImpact impact = trust.impact("OPEN.test");
    assertThat(impact.kind()).isEqualTo(WithdrawalKind.HOST);
    assertThat(impact.request()).isEqualTo("open.test");
    ReleaseImpact release = impact.releases().get(0);
    TreeSet<String> documents = new TreeSet<>();
    TreeSet<Long> positions = new TreeSet<>();
    TreeSet<Long> steps = new TreeSet<>();
    long tokens = 0;
    try (Reconstruct reconstruct = Reconstruct.open(trust.releases().folder(walk.releaseId()))) {
      for (long position = 0; position < reconstruct.order().length(); position++) {
        for (Span span : reconstruct.spans(position)) {
          if (isOfOpenTest(span.document().uri())) {
            positions.add(position);
            documents.add(span.document().id());
            if (position < POSITIONS) {
              steps.add(position / BATCH);
              tokens += span.inputs();
            }
          }
        }
      }
    }
    assertThat(release.sequences()).isEqualTo(positions.size());
    assertThat(release.documents())
        .extracting(TouchedDocument::documentId)
        .containsAll(documents)
        .hasSize(
            (int) texts(seed).stream().filter(text -> isOfOpenTest(text.document().uri())).count());
    TouchedTrainingRun run = release.trainingRuns().get(0);
    assertThat(run.steps()).isEqualTo(steps.size());
    assertThat(run.firstStep()).isEqualTo(steps.first());
    assertThat(run.lastStep()).isEqualTo(steps.last());
    assertThat(run.tokens()).isEqualTo(tokens);
    long clean =
        List.of(0L, 1L, 7L).stream().filter(step -> step <= steps.first()).max(Long::compare).get();
    assertThat(run.lastClean())
        .isEqualTo(ModelCheckpoint.idOf(walk.run().id(), "a".repeat(63) + clean));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theImpactOnATrainingInADerivedOrderEqualsBruteForceOverThatOrder(long seed)
      throws IOException {
    TestTrust.Walk walk = test.walk(texts(seed), "Model Makers");
    Path stored = trust.releases().folder(walk.releaseId());
    Path order = folder.resolve("order");
    // Without the documents of another host, so that sequences of the reserve stand in its holes.
    TinyOrder.without(
        stored,
        document -> UriHost.of(document.uri()).equals("reopen.test"),
        DERIVED_STEPS * BATCH,
        order);
    TrainingRun derived =
        trust
            .trainings()
            .register(
                new DeclaredTraining(
                    walk.grant().id(), "derived", DERIVED_STEPS, BATCH, Optional.of(order), 0));
    TreeSet<Long> steps = new TreeSet<>();
    long tokens = 0;
    long sequences = 0;
    try (Reconstruct reconstruct = Reconstruct.open(Release.open(stored).place(), order)) {
      for (long position = 0; position < DERIVED_STEPS * BATCH; position++) {
        boolean read = false;
        for (Span span : reconstruct.spans(position)) {
          if (isOfOpenTest(span.document().uri())) {
            steps.add(position / BATCH);
            tokens += span.inputs();
            read = true;
          }
        }
        sequences += read ? 1 : 0;
      }
    }
    TouchedTrainingRun run =
        trust.impact("open.test").releases().get(0).trainingRuns().stream()
            .filter(touched -> touched.trainingRunId().equals(derived.id()))
            .findFirst()
            .get();
    assertThat(run.tokens()).isEqualTo(tokens);
    assertThat(run.sequences()).isEqualTo(sequences);
    assertThat(run.steps()).isEqualTo(steps.size());
    assertThat(run.firstStep()).isEqualTo(steps.first());
    assertThat(run.lastStep()).isEqualTo(steps.last());
    assertThat(trust.impact("reopen.test").releases().get(0).trainingRuns())
        .extracting(TouchedTrainingRun::trainingRunId)
        .containsExactly(walk.run().id());
  }

  @Test
  void aGrantOnASliceWithoutItIsNoHolding() throws IOException {
    List<TinyRelease.Text> texts = texts(1);
    String release = trust.publish(TinyRelease.write(folder.resolve("first"), texts)).releaseId();
    TinyRelease.Text code =
        texts.stream()
            .filter(text -> text.document().source().equals("code"))
            .filter(text -> isOfOpenTest(text.document().uri()))
            .findFirst()
            .get();
    for (String source : List.of("code", "web")) {
      Slice slice = new Slice(List.of(source), List.of());
      trust
          .granting()
          .grant(new Grant(test.sign("Only " + source).id(), release, "train", slice, false));
    }
    trust.withdraw(code.document().id());
    assertThat(trust.withdrawals().notices())
        .singleElement()
        .satisfies(notice -> assertThat(notice.text()).contains("To Only code ("));
  }

  @Test
  void aHostIsTakenDownWithAllBelowItAndStaysOutAlsoWhenItsNameWasErased() throws IOException {
    List<TinyRelease.Text> texts = texts(1);
    trust.publish(TinyRelease.write(folder.resolve("first"), texts));
    trust.withdraw("open.test");
    assertThat(trust.withdrawn().documents()).hasSize(1);
    List<TinyRelease.Text> kept =
        texts.stream().filter(text -> !isOfOpenTest(text.document().uri())).toList();
    for (TinyRelease.Text text : texts) {
      assertThat(trust.withdrawn().covers(text.document().id(), text.document().uri()))
          .isEqualTo(!kept.contains(text));
    }
    Path with = TinyRelease.write(folder.resolve("with"), texts.subList(0, 50));
    assertThatThrownBy(() -> trust.publish(with)).isInstanceOf(TermsRefusedException.class);
    try (var facts = test.ledger.facts()) {
      test.ledger.erase(
          facts.filter(fact -> fact.fact() instanceof HostWithdrawn).findFirst().get().index());
    }
    assertThatThrownBy(() -> trust.publish(with)).isInstanceOf(TermsRefusedException.class);
    trust.publish(TinyRelease.write(folder.resolve("without"), kept));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatIsMaskedIsWhatWasTakenDownAndFollowsFromTheLog(long seed) throws IOException {
    List<TinyRelease.Text> texts = texts(seed);
    String id = test.walk(texts, "Model Makers").releaseId();
    Release release = trust.releases().open(id);
    assertThat(Masks.find(release).isEmpty()).isTrue();
    String url =
        texts.stream().map(t -> t.document().uri()).filter(u -> !isOfOpenTest(u)).findFirst().get();
    trust.withdraw(url);
    trust.withdraw("open.test");
    String one = texts.get(7).document().id();
    trust.withdraw(one);
    TreeMap<String, String> expected = new TreeMap<>();
    for (TinyRelease.Text text : texts) {
      String uri = text.document().uri();
      if (uri.equals(url)) {
        expected.put(text.document().id(), trust.impact(url).caseId());
      } else if (isOfOpenTest(uri)) {
        expected.put(text.document().id(), trust.impact("open.test").caseId());
      } else if (text.document().id().equals(one)) {
        expected.put(one, trust.impact(one).caseId());
      }
    }
    assertThat(Masks.find(release).caseByDocument()).isEqualTo(expected);
    assertThat(ReleaseVerifier.verify(release.folder())).isEmpty();
    try (Reconstruct reconstruct = Reconstruct.of(release)) {
      long length = reconstruct.order().length();
      for (BatchSequence sequence : reconstruct.sequences(0, length)) {
        int[] stored = reconstruct.tokens(sequence.placed().position());
        for (Span span : sequence.spans()) {
          boolean masked = expected.containsKey(span.document().id());
          assertThat(span.isMasked()).isEqualTo(masked);
          for (int i = span.from(); i < span.to(); i++) {
            assertThat(sequence.tokens()[i]).isEqualTo(masked ? 999 : stored[i]);
          }
        }
      }
    }
    Path file = release.folder().resolve(Masks.FILE);
    byte[] bytes = Files.readAllBytes(file);
    for (String damage : List.of("", "{}")) {
      Files.writeString(file, damage);
      trust.withdraw(url);
      assertThat(file).hasBinaryContent(bytes);
    }
    Files.delete(file);
    TreeMap<String, String> unread = new TreeMap<>();
    assertThat(trust.withdrawals().mask(unread)).containsEntry(id, (long) expected.size());
    assertThat(unread).isEmpty();
    assertThat(file).hasBinaryContent(bytes);
    // A copy that was lost comes back masked.
    Files.move(release.folder(), folder.resolve("lost"));
    trust.publish(folder.resolve("lost"));
    assertThat(file).hasBinaryContent(bytes);
  }

  @Test
  void exactlyThoseAreToldWhoHoldAGrantOnAReleaseThatHasIt() throws IOException {
    List<TinyRelease.Text> texts = texts(1);
    TestTrust.Walk first = test.walk(texts, "Has it");
    List<TinyRelease.Text> others =
        Stream.concat(texts.stream(), texts(2).stream())
            .filter(text -> !isOfOpenTest(text.document().uri()))
            .toList();
    test.walk(others, "Has it not");
    List<String> certified = new ArrayList<>();
    for (LocalDate day : List.of(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 10, 2))) {
      certified.add(trust.certificates().issue(first.run().id(), day, null).id());
    }
    trust.certificates().revoke(certified.get(0), "a slip");
    Agreement signed = test.sign("Signed only");
    Agreement late = test.sign("Comes late");
    assertThat(trust.impact("open.test").releases()).hasSize(1);
    assertThat(trust.withdrawals().notices()).isEmpty();

    WithdrawalImpact impact = trust.withdraw("open.test");
    assertThat(told()).containsExactly(first.agreement().developerId());
    Notice notice = trust.withdrawals().notices().get(0);
    assertThat(notice.caseId()).isEqualTo(impact.caseId());
    assertThat(notice.releaseIds()).containsExactly(first.releaseId());
    assertThat(notice.documents()).isEqualTo(impact.documents());
    assertThat(notice.acknowledged()).isFalse();
    assertThat(notice.text())
        .contains("To Has it (", notice.id(), "host open.test", first.run().id(), "masked");

    long size = test.logSize();
    trust.withdraw("open.test");
    trust.withdrawals().sendNotices(new TreeMap<>());
    assertThat(test.logSize()).isEqualTo(size);

    trust.grant(late.id(), first.releaseId(), "train");
    trust.withdrawals().sendNotices(new TreeMap<>());
    assertThat(told())
        .containsExactlyInAnyOrder(first.agreement().developerId(), late.developerId())
        .doesNotContain(signed.developerId());

    assertThat(trust.withdrawals().staleCertificates()).containsExactly(certified.get(1));
    assertThat(trust.withdrawals().acknowledge(notice.id()).acknowledged()).isTrue();
    assertThat(trust.withdrawals().staleCertificates()).isEmpty();
    size = test.logSize();
    assertThat(trust.withdrawals().acknowledge(notice.id())).isEqualTo(notice.acknowledge());
    assertThat(test.logSize()).isEqualTo(size);
    assertThat(trust.withdrawals().notices())
        .extracting(Notice::acknowledged)
        .containsExactly(true, false);
    assertThatThrownBy(() -> trust.withdrawals().acknowledge("ntc_0000"))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining(notice.id());
    assertThat(test.ledger.facts().filter(f -> f.fact() instanceof DocumentWithdrawn)).isEmpty();
  }

  @Test
  void whoIsGrantedAnotherReleaseThatHasItIsToldOfThatToo() throws IOException {
    List<TinyRelease.Text> texts = texts(1);
    TestTrust.Walk walk = test.walk(texts, "Has it");
    String second =
        trust.publish(TinyRelease.write(folder.resolve("2"), texts.subList(0, 50))).releaseId();
    String third =
        trust.publish(TinyRelease.write(folder.resolve("3"), texts.subList(5, 60))).releaseId();
    WithdrawalImpact impact = trust.withdraw("open.test");
    Notice first = trust.withdrawals().notices().get(0);
    assertThat(first.id()).isEqualTo(Notice.idOf(impact.caseId(), first.partyId()));
    assertThat(first.releaseIds()).containsExactly(walk.releaseId());
    trust.withdrawals().acknowledge(first.id());

    Grant later = trust.grant(walk.agreement().id(), second, "train");
    List<Notice> all = trust.withdrawals().sendNotices(new TreeMap<>());
    assertThat(all).hasSize(2);
    Notice next = all.get(1);
    assertThat(next.partyId()).isEqualTo(first.partyId());
    assertThat(next.releaseIds()).containsExactly(second);
    assertThat(next.acknowledged()).isFalse();
    assertThat(next.text()).contains(next.id(), second).doesNotContain(walk.releaseId());
    TrainingRun run = trust.registerTrainingRun(later.id(), "more", 2, 2);
    assertThatThrownBy(() -> trust.certificates().issue(run.id(), LocalDate.of(2026, 11, 2), null))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining(next.id());

    long size = test.logSize();
    trust.withdraw("open.test");
    trust.withdrawals().sendNotices(new TreeMap<>());
    assertThat(test.logSize()).isEqualTo(size);

    trust.grant(walk.agreement().id(), third, "train");
    trust.withdraw("open.test");
    assertThat(trust.withdrawals().notices()).hasSize(3);
    assertThat(trust.withdrawals().notices().get(2).releaseIds()).containsExactly(third);
    trust.withdrawals().acknowledge(next.id());
    trust.certificates().issue(run.id(), LocalDate.of(2026, 11, 2), null);
  }

  private List<String> told() throws IOException {
    return trust.withdrawals().notices().stream().map(Notice::partyId).toList();
  }

  static LongStream seeds() {
    return WithdrawalTest.seeds();
  }
}
