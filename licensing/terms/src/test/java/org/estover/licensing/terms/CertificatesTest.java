package org.estover.licensing.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import org.estover.ledger.Ledger;
import org.estover.ledger.book.Money;
import org.estover.ledger.log.CertificateIssued;
import org.estover.ledger.log.JsonObject;
import org.estover.ledger.log.VerifierKey;
import org.estover.licensing.terms.agreement.AgreementEnd;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.certificate.Certificate;
import org.estover.licensing.terms.certificate.CertificateSeal;
import org.estover.licensing.terms.certificate.CertificateState;
import org.estover.licensing.terms.certificate.CertificateText;
import org.estover.licensing.terms.certificate.Named;
import org.estover.licensing.terms.certificate.PaymentState;
import org.estover.licensing.terms.identity.ContentId;
import org.estover.licensing.terms.usage.Model;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a certificate says, how it stands, and how it is checked. */
final class CertificatesTest {

  private static final LocalDate FIRST = LocalDate.of(2026, 11, 2);

  @TempDir Path folder;

  private TestTrust test;
  private Trust trust;
  private TestTrust.Walk walk;

  @BeforeEach
  void found() throws IOException {
    test = TestTrust.in(folder);
    trust = test.trust;
    walk = test.walk("Model & Makers <Ltd>");
  }

  @AfterEach
  void close() throws IOException {
    test.close();
  }

  private Certificate issue() throws IOException {
    return trust.certificates().issue(walk.run().id(), FIRST, null);
  }

  @Test
  void saysWhatTheLogSaysAndNamesThePrefixThatItFollowsFrom() throws IOException {
    trust
        .models()
        .register(
            new Model(walk.agreement().developerId(), "base", "", Ratio.ZERO, walk.run().id()));
    trust
        .models()
        .register(
            new Model(
                walk.agreement().developerId(),
                "tuned",
                Model.idOf(walk.agreement().developerId(), "base"),
                Ratio.ONE,
                ""));
    long size = test.logSize();
    Certificate certificate = issue();
    assertThat(certificate.developer().name()).isEqualTo("Model & Makers <Ltd>");
    assertThat(certificate.training().tokens()).isEqualTo(walk.run().usage().tokens());
    assertThat(certificate.training().releaseSha256())
        .isEqualTo(trust.releases().open(walk.releaseId()).manifest().contentSha256());
    assertThat(certificate.permitted().grantId()).isEqualTo(walk.grant().id());
    assertThat(certificate.models()).extracting(Named::name).containsExactly("base");
    assertThat(certificate.standing().level().word()).isEqualTo("l0");
    assertThat(certificate.term().until()).isEqualTo(LocalDate.of(2027, 11, 1));
    assertThat(certificate.log().size()).isEqualTo(size);
    try (var facts = test.ledger.facts(size)) {
      assertThat(facts.map(each -> each.fact()).toList())
          .containsExactly(new CertificateIssued(certificate.id(), walk.run().id(), "l0"));
    }
    assertThat(trust.certificates().all()).containsExactly(certificate);
    assertThat(Certificate.fromJson(JsonObject.parse(certificate.file()))).isEqualTo(certificate);
    assertThat(CertificateText.html(certificate))
        .contains("Model &amp; Makers &lt;Ltd&gt;", certificate.sha256())
        .doesNotContain("<Ltd>");
    assertThat(CertificateText.of(certificate)).contains("rests on the developer's word alone");
  }

  @Test
  void theSameIsIssuedOnceAndAgainWhereSomethingIsOtherwise() throws IOException {
    Certificate first = issue();
    long size = test.logSize();
    assertThat(issue()).isEqualTo(first);
    assertThat(test.logSize()).isEqualTo(size);
    assertThat(first.standing().payments()).isEqualTo(PaymentState.NOTHING_STATED);

    Money due = trust.issueStatements(TestTrust.PERIOD).get(0).payable();
    Certificate owing = issue();
    assertThat(owing.standing().payments()).isEqualTo(PaymentState.OPEN);
    assertThat(owing.standing().through()).isEqualTo("2026-10");
    trust
        .payments()
        .receive(walk.agreement().developerId(), "r1", FIRST, due.minus(Money.of(1, "USD")));
    assertThat(issue()).isEqualTo(owing);
    trust.payments().receive(walk.agreement().developerId(), "r2", FIRST, Money.of(1, "USD"));
    Certificate paid = issue();
    assertThat(paid.standing().payments()).isEqualTo(PaymentState.PAID_UP);

    assertThat(trust.certificates().revoke(paid.id(), "a slip")).isEqualTo(paid);
    assertThat(trust.certificates().revoke(paid.id(), "a slip")).isEqualTo(paid);
    assertThatThrownBy(() -> trust.certificates().revoke(paid.id(), "fraud"))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("a slip");
    assertThatThrownBy(() -> trust.certificates().revoke("crt_0000", "fraud"))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining(paid.id());
    Certificate again = issue();
    assertThat(again.term().number()).isEqualTo(2);
    assertThat(again.id()).isNotEqualTo(paid.id());
    assertThat(trust.certificates().all()).containsExactly(first, owing, paid, again);
    assertThat(trust.certificates().state(paid, FIRST)).isEqualTo(CertificateState.REVOKED);
    assertThat(trust.certificates().revoked(paid.id())).contains("a slip");
    assertThat(trust.certificates().state(again, FIRST)).isEqualTo(CertificateState.VALID);
  }

  @Test
  void theIdOfARevokedOneIsNotGivenAgainAfterItsWordsWereErased() throws IOException {
    long index = test.logSize();
    Certificate revoked = issue();
    trust.certificates().revoke(revoked.id(), "a slip");
    test.ledger.erase(index);
    Certificate again = issue();
    assertThat(again.id()).isNotEqualTo(revoked.id());
    assertThat(trust.certificates().state(again, FIRST)).isEqualTo(CertificateState.VALID);
    assertThat(issue()).isEqualTo(again);
  }

  @Test
  void holdsOnItsDaysWhileTheAgreementDoesAndNothingIsTakenDown() throws IOException {
    Certificate certificate = issue();
    Certificates all = trust.certificates();
    assertThat(all.state(certificate, FIRST.minusDays(1))).isEqualTo(CertificateState.PENDING);
    assertThat(all.state(certificate, FIRST)).isEqualTo(CertificateState.VALID);
    LocalDate last = certificate.term().until();
    assertThat(all.state(certificate, last)).isEqualTo(CertificateState.VALID);
    assertThat(all.state(certificate, last.plusDays(1))).isEqualTo(CertificateState.EXPIRED);

    trust.withdraw("https://a.test/3");
    assertThat(all.state(certificate, FIRST)).isEqualTo(CertificateState.STALE);
    assertThatThrownBy(() -> all.issue(walk.run().id(), FIRST.plusDays(1), null))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("--acknowledge");
    trust.withdrawals().acknowledge(trust.withdrawals().notices().get(0).id());
    assertThat(all.state(certificate, FIRST)).isEqualTo(CertificateState.VALID);

    LocalDate end = LocalDate.of(2026, 12, 31);
    trust.licenses().end(new AgreementEnd(walk.agreement().id(), end, "sold"));
    assertThat(all.state(certificate, end)).isEqualTo(CertificateState.VALID);
    assertThat(all.state(certificate, end.plusDays(1))).isEqualTo(CertificateState.EXPIRED);
    assertThat(all.issue(walk.run().id(), end, null).term().until()).isEqualTo(end);
    assertThatThrownBy(() -> all.issue(walk.run().id(), end, end.plusDays(1)))
        .isInstanceOf(TermsRefusedException.class);
    assertThatThrownBy(() -> all.issue(walk.run().id(), end.plusDays(1), null))
        .isInstanceOf(TermsRefusedException.class);
    assertThatThrownBy(() -> all.issue(walk.run().id(), FIRST, FIRST.minusDays(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> all.issue(walk.run().id(), FIRST, FIRST.plusYears(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyChangedByteOfAFileIsFound() throws IOException {
    Certificate certificate = issue();
    byte[] json = certificate.file();
    byte[] note = test.ledger.note(CertificateSeal.text(certificate));
    VerifierKey key = Ledger.verifierKey(folder.resolve("ledger"));
    assertThat(CertificateSeal.check(json, note, key, FIRST)).isEmpty();
    assertThat(CertificateSeal.read(json)).isEqualTo(certificate);
    for (int i = 0; i < json.length; i++) {
      byte[] changed = json.clone();
      changed[i] ^= 1;
      assertThat(CertificateSeal.check(changed, note, key, FIRST)).as("byte %d", i).isNotEmpty();
    }
    assertThat(CertificateSeal.check(json, note, key, FIRST.minusDays(1)))
        .singleElement()
        .asString()
        .contains("2026-11-02");
    byte[] other = test.ledger.note("estover.statement\n" + certificate.id() + "\nsha256 0\n");
    assertThat(CertificateSeal.check(json, other, key, FIRST)).isNotEmpty();
    // Whoever signs what does not follow from its own members is caught as well.
    String share = new String(json, StandardCharsets.UTF_8).replace("\"1/1\"", "\"1/2\"");
    byte[] bytes = share.getBytes(StandardCharsets.UTF_8);
    String text = CertificateSeal.text(certificate);
    byte[] signed = test.ledger.note(text.replace(certificate.sha256(), ContentId.sha256(bytes)));
    assertThat(CertificateSeal.check(bytes, signed, key, FIRST))
        .anyMatch(finding -> finding.startsWith("members: "));
  }

  @Test
  void anErasedCertificateIsShownNoMoreAndStillCountsAsIssued() throws IOException {
    Certificate certificate = issue();
    test.ledger.erase(test.logSize() - 1);
    assertThat(trust.certificates().all()).isEmpty();
    trust.withdraw("https://a.test/3");
    assertThat(trust.withdrawals().staleCertificates()).containsExactly(certificate.id());
  }
}
