package org.estover.licensing.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.estover.ledger.log.AgreementEnded;
import org.estover.ledger.log.GrantEnded;
import org.estover.ledger.log.TrainingRunDeclared;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.AgreementEnd;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.agreement.GrantEnd;
import org.estover.licensing.terms.agreement.Slice;
import org.estover.licensing.terms.usage.DeclaredTraining;
import org.estover.licensing.terms.usage.TrainingRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be done under a grant that ended, and what stands. */
final class GrantEndTest {

  private static final LocalDate LAST = LocalDate.of(2026, 11, 30);

  @TempDir Path folder;

  private TestTrust test;
  private Trust trust;
  private TestTrust.Walk walk;

  @BeforeEach
  void found() throws IOException {
    test = TestTrust.in(folder);
    trust = test.trust;
    walk = test.walk("Model Makers");
  }

  @AfterEach
  void close() throws IOException {
    test.close();
  }

  private DeclaredTraining training(String name) {
    return new DeclaredTraining(walk.grant().id(), name, 2, 2);
  }

  @Test
  void nothingOfALaterDayIsRegisteredAndWhatIsRegisteredStands() throws IOException {
    GrantEnd end = new GrantEnd(walk.grant().id(), LAST, "moved on");
    assertThat(trust.licenses().end(end)).isEqualTo(end);
    long size = test.logSize();
    assertThat(trust.licenses().end(end)).isEqualTo(end);
    assertThat(test.logSize()).isEqualTo(size);
    assertThatThrownBy(
            () -> trust.licenses().end(new GrantEnd(walk.grant().id(), LAST.plusDays(1), "")))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("2026-11-30")
        .hasMessageContaining("moved on");
    assertThat(trust.licenses().lastDay(walk.grant())).contains(LAST);

    for (LocalDate day : List.of(LAST.plusDays(1), LocalDate.of(2027, 5, 1))) {
      assertThatThrownBy(() -> trust.trainings().register(training("late"), day))
          .isInstanceOf(TermsRefusedException.class)
          .hasMessageContaining(walk.grant().id())
          .hasMessageContaining("of " + day);
    }
    assertThatThrownBy(() -> trust.trainings().register(training("late")))
        .isInstanceOf(TermsRefusedException.class);
    assertThat(test.logSize()).isEqualTo(size);
    // The same again is answered, whenever that is.
    assertThat(trust.registerTrainingRun(walk.grant().id(), "pretraining", 20, 3))
        .isEqualTo(walk.run());

    TrainingRun inTime = trust.trainings().register(training("in time"), LAST);
    assertThat(trust.trainingRuns()).containsExactly(walk.run(), inTime);
    try (var facts = test.ledger.facts(size)) {
      assertThat(
              facts
                  .filter(each -> each.fact() instanceof TrainingRunDeclared)
                  .map(each -> each.payload().content().text("trainedBy"))
                  .toList())
          .containsExactly("2026-11-30");
    }
    // The same again is no new grant.
    trust.grant(walk.agreement().id(), walk.releaseId(), walk.grant().purpose());
    assertThatThrownBy(() -> trust.trainings().register(training("late"), LAST.plusDays(1)))
        .isInstanceOf(TermsRefusedException.class);
    trust
        .granting()
        .grant(
            new Grant(
                walk.agreement().id(),
                walk.releaseId(),
                "train",
                new Slice(List.of("web"), List.of()),
                false));
  }

  @Test
  void nothingOfADayAfterTheAgreementsLastOneIsRegistered() throws IOException {
    String developer = walk.agreement().developerId();
    Agreement agreement =
        trust.sign(
            walk.agreement().offerId(), developer, "To then.", LocalDate.of(2026, 1, 1), LAST);
    Grant grant = trust.grant(agreement.id(), walk.releaseId(), "train");
    DeclaredTraining late = new DeclaredTraining(grant.id(), "late", 2, 2);
    long size = test.logSize();
    assertThatThrownBy(() -> trust.trainings().register(late, LAST.plusDays(1)))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining(agreement.id() + " holds to 2026-11-30")
        .hasMessageContaining("of 2026-12-01");
    assertThatThrownBy(() -> trust.trainings().register(late))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("of no day that was said");
    assertThat(test.logSize()).isEqualTo(size);
    TrainingRun run = trust.trainings().register(late, LAST);
    assertThat(trust.trainings().register(late, LAST.plusDays(1))).isEqualTo(run);
    try (var facts = test.ledger.facts(size)) {
      assertThat(facts.map(each -> each.payload().content().text("trainedBy")).toList())
          .containsExactly("2026-11-30");
    }
  }

  @Test
  void anEndOutsideOfTheAgreementAndOfNoGrantIsRefused() throws IOException {
    assertThatThrownBy(
            () ->
                trust
                    .licenses()
                    .end(new GrantEnd(walk.grant().id(), LocalDate.of(2025, 12, 31), "")))
        .isInstanceOf(TermsRefusedException.class);
    assertThatThrownBy(() -> trust.licenses().end(new GrantEnd("grt_0000", LAST, "")))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining(walk.grant().id());
  }

  @Test
  void anAgreementEndsWithItsGrants() throws IOException {
    Grant slice =
        trust
            .granting()
            .grant(
                new Grant(
                    walk.agreement().id(),
                    walk.releaseId(),
                    "train",
                    new Slice(List.of("web"), List.of()),
                    false));
    TestTrust.Walk other =
        new TestTrust.Walk(
            walk.releaseId(), test.sign("Others"), walk.grant(), walk.run(), walk.report());
    Grant others = trust.grant(other.agreement().id(), walk.releaseId(), "train");
    trust.licenses().end(new GrantEnd(slice.id(), LAST.minusDays(9), "first"));
    long size = test.logSize();
    trust.licenses().end(new AgreementEnd(walk.agreement().id(), LAST, "sold"));
    try (var facts = test.ledger.facts(size)) {
      assertThat(facts.map(each -> each.fact()).toList())
          .containsExactly(
              new AgreementEnded(walk.agreement().id()), new GrantEnded(walk.grant().id()));
    }
    assertThat(trust.licenses().lastDay(walk.grant())).contains(LAST);
    assertThat(trust.licenses().lastDay(slice)).contains(LAST.minusDays(9));
    assertThat(trust.licenses().lastDay(others)).isEmpty();
    assertThatThrownBy(() -> trust.trainings().register(training("late"), LAST.plusDays(1)))
        .isInstanceOf(TermsRefusedException.class);
    trust.trainings().register(new DeclaredTraining(others.id(), "theirs", 2, 2));
  }

  @Test
  void anEndWhoseDayWasErasedStillEnds() throws IOException {
    trust.licenses().end(new GrantEnd(walk.grant().id(), LAST, "moved on"));
    test.ledger.erase(test.logSize() - 1);
    assertThatThrownBy(() -> trust.trainings().register(training("late"), LAST))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("erased");
  }
}
