package org.estover.licensing.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.DistributionKey;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.agreement.LicenseClass;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.agreement.RateCard;
import org.estover.licensing.terms.agreement.Scope;
import org.estover.licensing.terms.agreement.Slice;
import org.estover.licensing.terms.usage.DeclaredTraining;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.tokenize.release.ReleasedDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GrantingTest {

  private static final Slice COMMERCIAL =
      new Slice(List.of(), List.of(LicenseClass.PUBLIC_DOMAIN, LicenseClass.ATTRIBUTION));

  @TempDir Path folder;

  private TestTrust test;
  private Trust trust;
  private List<TinyRelease.Text> texts = List.of();

  @BeforeEach
  void found() throws IOException {
    test = TestTrust.in(folder);
    trust = test.trust;
    texts = new ArrayList<>(TinyRelease.texts(1));
    SplittableRandom random = new SplittableRandom(7);
    texts.add(TinyRelease.text(random, "web", "https://nc.test/1", "CC-BY-NC-4.0", "Ada Ltd"));
    texts.add(TinyRelease.text(random, "web", "https://nc.test/2", "CC-BY-NC-4.0", "Ada Ltd"));
    texts.add(TinyRelease.text(random, "code", "https://no.test/1", "", "Cleo"));
  }

  @AfterEach
  void close() throws IOException {
    test.close();
  }

  @Test
  void aGrantOverANonCommercialSourceIsRefusedNamingTheDocuments() throws IOException {
    String release = published();
    Agreement agreement = agreement("training");
    assertThatThrownBy(() -> trust.grant(agreement.id(), release, "training"))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("2 documents under license CC-BY-NC-4.0")
        .hasMessageContaining("by research, public-body with attribution, not training by comm")
        .hasMessageContaining(id("https://nc.test/1"))
        .hasMessageContaining(id("https://nc.test/2"))
        .hasMessageContaining("--license-class");
    assertThat(trust.grants()).isEmpty();
  }

  @Test
  void aSliceWithoutItIsGrantedAndTrainingBeyondItRefused() throws IOException {
    String release = published();
    Grant grant =
        trust
            .granting()
            .grant(new Grant(agreement("training").id(), release, "training", COMMERCIAL, false));
    assertThat(trust.granting().grant(grant)).isEqualTo(grant);
    assertThat(trust.grants()).containsExactly(grant);
    assertThatThrownBy(() -> trust.registerTrainingRun(grant.id(), "all", 30, 3))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("licenses public-domain, attribution")
        .hasMessageContaining("tokens of source web under CC-BY-NC-4.0")
        .hasMessageContaining("order derive");
    Path order = folder.resolve("order");
    TinyOrder.without(
        trust.releases().folder(release),
        document -> !COMMERCIAL.holds(document.source(), document.license(), document.rights()),
        12,
        order);
    TrainingRun run =
        trust
            .trainings()
            .register(new DeclaredTraining(grant.id(), "slice", 4, 3, Optional.of(order), 0));
    assertThat(run.usage().lines()).noneMatch(line -> line.license().contains("NC"));
  }

  @Test
  void aSliceOfASourceHoldsNothingElse() throws IOException {
    String release = published();
    Slice code = new Slice(List.of("code"), List.of());
    Agreement agreement = agreement("training");
    Grant grant =
        trust.granting().grant(new Grant(agreement.id(), release, "training", code, false));
    assertThat(grant.id()).isNotEqualTo(new Grant(agreement.id(), release, "training").id());
    Slice none = new Slice(List.of("music"), List.of());
    assertThatThrownBy(
            () ->
                trust.granting().grant(new Grant(agreement.id(), release, "training", none, false)))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("no document in sources music");
  }

  @Test
  void redistributionIsGrantedWhereOfferAndLicensesPermitIt() throws IOException {
    String release = published();
    Agreement plain = agreement("training");
    Slice code = new Slice(List.of("code"), List.of());
    assertThatThrownBy(
            () -> trust.granting().grant(new Grant(plain.id(), release, "training", code, true)))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("does not allow the purpose \"redistribution\"");
    Agreement wide = agreement("redistribution", "training");
    assertThatThrownBy(
            () -> trust.granting().grant(new Grant(wide.id(), release, "training", code, true)))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("1 document under license NOASSERTION")
        .hasMessageContaining("not training and redistribution by commercial")
        .hasMessageContaining(id("https://no.test/1"));
    Grant grant =
        trust.granting().grant(new Grant(wide.id(), release, "training", COMMERCIAL, true));
    assertThat(trust.grants()).containsExactly(grant);
    assertThat(grant.redistribution()).isTrue();
  }

  @Test
  void documentsThatNobodyMayTrainOnAreNotPublished() throws IOException {
    ReleasedDocument open = texts.get(0).document();
    TinyRelease.Text reserved =
        new TinyRelease.Text(
            new ReleasedDocument(
                "doc_" + "ab".repeat(16),
                "https://closed.test/",
                "web",
                "MIT",
                "",
                "denied",
                open.textSha256()),
            List.of(1, 2, 3));
    texts.add(reserved);
    assertThatThrownBy(this::published)
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("1 document that nobody may train on")
        .hasMessageContaining("license MIT (rights denied)")
        .hasMessageContaining("doc_abab");
    assertThat(trust.releaseIds()).isEmpty();
  }

  @Test
  void whoIsToBeNamedIsListed() throws IOException {
    String release = published();
    Grant grant =
        trust
            .granting()
            .grant(new Grant(agreement("training").id(), release, "training", COMMERCIAL, false));
    List<String> named = new ArrayList<>();
    trust.granting().attribution(grant.id(), document -> named.add(document.id()));
    List<String> expected =
        texts.stream()
            .map(TinyRelease.Text::document)
            .filter(document -> document.license().contains("MIT"))
            .map(ReleasedDocument::id)
            .toList();
    assertThat(named).containsExactlyInAnyOrderElementsOf(expected).isNotEmpty();
  }

  private String id(String uri) {
    return texts.stream()
        .map(TinyRelease.Text::document)
        .filter(document -> document.uri().equals(uri))
        .findFirst()
        .orElseThrow()
        .id();
  }

  private String published() throws IOException {
    return trust.publish(TinyRelease.write(folder.resolve("run"), texts)).releaseId();
  }

  private Agreement agreement(String... purposes) throws IOException {
    Offer offer =
        trust.publishOffer(
            new Offer(
                "for " + String.join(" ", purposes),
                RateCard.parse("2%"),
                DistributionKey.parse("10% 20% 70%"),
                List.of(purposes),
                Scope.EVERYTHING));
    String developer = trust.registerDeveloper("Model Makers", "").id();
    return trust.sign(offer.id(), developer, "We agree.", LocalDate.of(2026, 1, 1), null);
  }
}
