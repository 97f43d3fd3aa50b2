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
import org.estover.licensing.terms.agreement.AgreementEnd;
import org.estover.licensing.terms.agreement.Amendment;
import org.estover.licensing.terms.agreement.Conditions;
import org.estover.licensing.terms.agreement.DistributionKey;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.agreement.LicenseeClass;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.agreement.RateCard;
import org.estover.licensing.terms.agreement.Scope;
import org.estover.licensing.terms.usage.DeclaredTraining;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was granted and trained on stays within the terms, also where those change. */
final class CovenantTest {

  private static final LocalDate FROM = LocalDate.of(2026, 1, 1);

  private @TempDir Path folder;
  private TestTrust test;
  private Trust trust;
  private String release = "";

  @BeforeEach
  void publish() throws IOException {
    test = TestTrust.in(folder);
    trust = test.trust;
    List<TinyRelease.Text> texts = new ArrayList<>(TinyRelease.texts(1));
    texts.add(
        TinyRelease.text(
            new SplittableRandom(7), "web", "https://nc.test/1", "CC-BY-NC-4.0", "Ada Ltd"));
    TinyRelease.write(folder.resolve("run"), texts);
    release = trust.publish(folder.resolve("run")).releaseId();
  }

  @AfterEach
  void close() throws IOException {
    test.close();
  }

  @Test
  void foreignTokensAreRefusedUnderATrustOnlyOffer() throws IOException {
    Grant grant = granted("pure", true);
    assertThatThrownBy(() -> trust.trainings().register(training(grant, 1)))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("\"one\" read 1 foreign tokens")
        .hasMessageContaining("trust's releases only");
    assertThat(trust.trainings().register(training(grant, 0)).foreignTokens()).isZero();
  }

  @Test
  void noAmendmentBringsACovenantThatWasBrokenAlready() throws IOException {
    Grant grant = granted("mixed", false);
    trust.trainings().register(training(grant, 5));
    Offer pure = offer("pure", true);
    assertThatThrownBy(() -> amend(grant, pure, LicenseeClass.RESEARCH))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("\"one\" read 5 foreign tokens");
  }

  @Test
  void noAmendmentTakesANonCommercialGrantIntoCommerce() throws IOException {
    Grant grant = granted("mixed", false);
    Offer other = offer("other", false);
    assertThatThrownBy(() -> amend(grant, other, LicenseeClass.COMMERCIAL))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("1 document under license CC-BY-NC-4.0");
    amend(grant, other, LicenseeClass.PUBLIC_BODY);
    assertThat(trust.granting().grant(grant)).isEqualTo(grant);
  }

  @Test
  void whatWillBePermittedIsNotPermittedYet() throws IOException {
    Offer mixed = offer("mixed", true);
    Agreement agreement =
        trust.sign(mixed.id(), trust.registerDeveloper("Lab", "").id(), "We agree.", FROM, null);
    Grant asked = new Grant(agreement.id(), release, "training");
    amend(asked, offer("other", false), LicenseeClass.RESEARCH);
    LocalDate change = FROM.plusDays(9);
    assertThatThrownBy(() -> trust.granting().grant(asked, change.minusDays(1)))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("1 document under license CC-BY-NC-4.0");
    Grant granted = trust.granting().grant(asked, change);
    assertThatThrownBy(() -> trust.trainings().register(training(granted, 1), FROM))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("trust's releases only");
    assertThat(trust.trainings().register(training(granted, 1), change).foreignTokens())
        .isEqualTo(1);
  }

  @Test
  void nothingMoreIsGrantedUnderAnAgreementThatWasEnded() throws IOException {
    Grant grant = granted("mixed", false);
    trust.licenses().end(new AgreementEnd(grant.agreementId(), FROM.plusDays(5), "sold"));
    long size = test.logSize();
    assertThat(trust.granting().grant(grant)).isEqualTo(grant);
    assertThat(test.logSize()).isEqualTo(size);
    Grant another = new Grant(grant.agreementId(), release, "evaluate");
    assertThatThrownBy(() -> trust.granting().grant(another))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("2026-01-06 as its last day");
    assertThatThrownBy(() -> trust.trainings().register(training(grant, 0)))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("2026-01-06 as its last day");
    assertThat(trust.trainings().register(training(grant, 0), FROM.plusDays(5)).steps())
        .isEqualTo(4);
  }

  private Grant granted(String name, boolean trustOnly) throws IOException {
    Agreement agreement =
        new Agreement(
            offer(name, trustOnly).id(),
            trust.registerDeveloper("Lab", "").id(),
            "We agree.",
            FROM,
            Optional.empty(),
            LicenseeClass.RESEARCH,
            "");
    trust.licenses().sign(agreement);
    return trust.granting().grant(new Grant(agreement.id(), release, "training"));
  }

  private void amend(Grant grant, Offer offer, LicenseeClass licensee) throws IOException {
    trust
        .licenses()
        .amend(
            new Amendment(
                grant.agreementId(), offer.id(), licensee, "We agree again.", FROM.plusDays(9)));
  }

  private Offer offer(String name, boolean trustOnly) throws IOException {
    return trust.publishOffer(
        new Offer(
            name,
            RateCard.parse("2%"),
            DistributionKey.parse("10% 20% 70%"),
            List.of("training", "evaluate"),
            Scope.EVERYTHING,
            List.of(),
            new Conditions(List.of(), trustOnly, false)));
  }

  private static DeclaredTraining training(Grant grant, long foreignTokens) {
    return new DeclaredTraining(grant.id(), "one", 4, 3, Optional.empty(), foreignTokens);
  }
}
