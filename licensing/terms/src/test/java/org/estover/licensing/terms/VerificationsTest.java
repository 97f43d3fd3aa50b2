package org.estover.licensing.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.estover.ledger.log.BatchChainDeclared;
import org.estover.licensing.terms.agreement.VerificationLevel;
import org.estover.licensing.terms.party.Delegation;
import org.estover.licensing.terms.party.SignatureKey;
import org.estover.licensing.terms.usage.DeclaredTraining;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.licensing.terms.usage.Verification;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.reconstruct.BatchChain;
import org.estover.tokenize.reconstruct.ChainLog;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VerificationsTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 2);
  private static final int STEPS = 20;
  private static final BatchPlan PLAN = new BatchPlan(3);

  @TempDir Path folder;

  private TestTrust test;
  private Trust trust;
  private TrainingRun run;

  @BeforeEach
  void walk() throws IOException {
    test = TestTrust.in(folder);
    trust = test.trust;
    run = test.walk(TinyRelease.texts(1), "Model Makers").run();
  }

  @AfterEach
  void close() throws IOException {
    test.close();
  }

  @Test
  void aChainThatIsTheOrdersIsL2() throws IOException {
    assertThat(trust.verifications().levelOf(run.id())).isEqualTo(VerificationLevel.L0);
    Path log = log("honest", run, STEPS, -1);
    Verification found = trust.verifications().verifyChain(run.id(), log);
    assertThat(found.passed()).isTrue();
    assertThat(found.finding()).isEqualTo("all 20 steps are those of " + run.releaseId());
    assertThat(trust.verifications().levelOf(run.id())).isEqualTo(VerificationLevel.L2);
    long size = test.logSize();
    assertThat(trust.verifications().verifyChain(run.id(), log)).isEqualTo(found);
    assertThat(test.logSize()).isEqualTo(size);
  }

  @Test
  void everySingleWrongBatchIsLocatedAndIsNotL2() throws IOException {
    for (int wrong = 0; wrong < STEPS; wrong++) {
      Verification found =
          trust.verifications().verifyChain(run.id(), log("wrong" + wrong, run, STEPS, wrong));
      assertThat(found.passed()).isFalse();
      assertThat(found.finding()).startsWith("step " + wrong + " read other tokens than rel_");
    }
    assertThat(trust.verifications().of(run.id())).hasSize(STEPS);
    assertThat(trust.verifications().levelOf(run.id())).isEqualTo(VerificationLevel.L0);
    trust.verifications().verifyChain(run.id(), log("right", run, STEPS, -1));
    assertThat(trust.verifications().levelOf(run.id())).isEqualTo(VerificationLevel.L2);
  }

  @Test
  void aChainThatEndsEarlyIsNotL2AndOneOfAnotherTrainingNoEvidence() throws IOException {
    Verification early = trust.verifications().verifyChain(run.id(), log("early", run, 19, -1));
    assertThat(early.passed()).isFalse();
    assertThat(early.finding()).isEqualTo("the chain ends after step 19 of 20");
    Path longer = log("longer", run, 21, -1);
    assertThatThrownBy(() -> trust.verifications().verifyChain(run.id(), longer))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("21 steps of 3 sequences")
        .hasMessageContaining("with 20 steps of 3 sequences");
    assertThat(trust.verifications().of(run.id())).containsExactly(early);
  }

  @Test
  void theHeadOfAChainThatIsShownIsRecordedOnceWhetherRightOrWrong() throws IOException {
    Path honest = log("honest", run, STEPS, -1);
    BatchChainDeclared declared =
        trust.verifications().declareChain(run.id(), honest).orElseThrow();
    assertThat(declared.trainingRunId()).isEqualTo(run.id());
    assertThat(declared.partyId()).isEqualTo(developer());
    assertThat(declared.steps()).isEqualTo(STEPS);
    assertThat(declared.headSha256()).isEqualTo(ChainLog.read(honest).lastValue());
    long size = test.logSize();
    assertThat(test.ledger.fact(size - 1).fact()).isEqualTo(declared);
    assertThat(trust.verifications().declareChain(run.id(), honest)).contains(declared);
    assertThat(test.logSize()).isEqualTo(size);

    Path wrong = log("wrong", run, STEPS, 5);
    BatchChainDeclared other = trust.verifications().declareChain(run.id(), wrong).orElseThrow();
    assertThat(other.headSha256()).isNotEqualTo(declared.headSha256());
    Path early = log("early", run, 7, -1);
    assertThat(trust.verifications().declareChain(run.id(), early))
        .hasValueSatisfying(chain -> assertThat(chain.steps()).isEqualTo(7));
    assertThat(test.logSize()).isEqualTo(size + 2);
    assertThat(trust.verifications().declareChain(run.id(), log("none", run, 0, -1))).isEmpty();
    Path longer = log("longer", run, STEPS + 1, -1);
    assertThatThrownBy(() -> trust.verifications().declareChain(run.id(), longer))
        .isInstanceOf(TermsRefusedException.class);
    assertThat(test.logSize()).isEqualTo(size + 2);
    assertThat(trust.verifications().of(run.id())).isEmpty();
  }

  @Test
  void aDerivedOrderHasItsOwnChain() throws IOException {
    Path order = folder.resolve("order");
    TinyOrder.without(
        trust.releases().folder(run.releaseId()),
        document -> document.uri().equals("https://open.test/7"),
        30,
        order);
    TrainingRun derived =
        trust
            .trainings()
            .register(new DeclaredTraining(run.grantId(), "d", 10, 3, Optional.of(order), 0));
    Path log = log("derived", derived, 10, -1);
    assertThat(trust.verifications().verifyChain(derived.id(), log).passed()).isTrue();
    Path own = log("own", run, 10, -1);
    assertThatThrownBy(() -> trust.verifications().verifyChain(derived.id(), own))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("/ord_");
  }

  @Test
  void aSignedTranscriptIsL1() throws IOException {
    TestKey key = new TestKey();
    byte[] signed = trust.verifications().transcript(run.id(), null).signed();
    byte[] signature = key.sign(signed);
    assertThatThrownBy(() -> trust.verifications().verifySignature(run.id(), null, signature, DAY))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("estover party key");
    register(key, developer());
    byte[] other = new TestKey().sign(signed);
    Verification bad = trust.verifications().verifySignature(run.id(), null, other, DAY);
    assertThat(bad.passed()).isFalse();
    Verification good = trust.verifications().verifySignature(run.id(), null, signature, DAY);
    assertThat(good.passed()).isTrue();
    assertThat(trust.verifications().levelOf(run.id())).isEqualTo(VerificationLevel.L1);
    assertThat(trust.verifications().of(run.id())).containsExactly(bad, good);
  }

  @Test
  void aTranscriptNamesTheChainSoAnotherChainIsNotSigned() throws IOException {
    TestKey key = new TestKey();
    register(key, developer());
    Path honest = log("honest", run, STEPS, -1);
    Path wrong = log("wrong", run, STEPS, 5);
    byte[] signature = key.sign(trust.verifications().transcript(run.id(), honest).signed());
    assertThat(trust.verifications().verifySignature(run.id(), wrong, signature, DAY).passed())
        .isFalse();
    assertThat(trust.verifications().verifySignature(run.id(), honest, signature, DAY).passed())
        .isTrue();
  }

  @Test
  void whoActsForADeveloperSignsForItAsLongAsThatHolds() throws IOException {
    TestKey own = new TestKey();
    TestKey agents = new TestKey();
    String agent = trust.keys().registerParty("developer", "Training Agent", "").id();
    register(own, developer());
    register(agents, agent);
    byte[] signature = agents.sign(trust.verifications().transcript(run.id(), null).signed());
    assertThat(verified(signature, DAY)).isFalse();
    Delegation delegation =
        new Delegation(
            developer(), agent, Delegation.SIGN_TRAINING, DAY, Optional.of(DAY.plusDays(9)));
    assertThatThrownBy(() -> trust.keys().delegate(delegation, agents.sign(delegation.signed())))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("is of no key of the former");
    byte[] word = own.sign(delegation.signed());
    trust.keys().delegate(delegation, word);
    long size = test.logSize();
    assertThat(trust.keys().delegate(delegation, word)).isEqualTo(delegation);
    assertThat(test.logSize()).isEqualTo(size);
    assertThat(trust.keys().actsFor(agent, developer(), "sign-training", DAY.plusDays(10)))
        .isFalse();
    assertThat(trust.keys().actsFor(agent, developer(), "report-revenue", DAY)).isFalse();
    assertThat(verified(signature, DAY)).isTrue();
    assertThat(trust.verifications().of(run.id())).hasSize(2);
    trust.keys().revokeDelegation(delegation.id());
    assertThat(trust.keys().actsFor(agent, developer(), "sign-training", DAY)).isFalse();
    assertThat(trust.keys().delegations()).isEmpty();
  }

  @Test
  void aKeyThatWasReplacedOrRevokedSignsNoMore() throws IOException {
    TestKey first = new TestKey();
    TestKey second = new TestKey();
    String former = register(first, developer()).id();
    SignatureKey latter =
        trust.keys().register(new SignatureKey(developer(), second.publicKey(), former));
    assertThat(trust.keys().keysOf(developer())).containsExactly(latter);
    trust.keys().revoke(latter.id());
    assertThatThrownBy(() -> trust.keys().register(latter))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("was revoked, which is for ever");
    assertThat(trust.keys().keysOf(developer())).isEmpty();
    long size = test.logSize();
    trust.keys().revoke(latter.id());
    assertThat(test.logSize()).isEqualTo(size);
  }

  @Test
  void keysAreReadAsOpensslWritesThem() {
    TestKey key = new TestKey();
    assertThat(SignatureKey.read(key.pem())).isEqualTo(key.publicKey());
    assertThat(SignatureKey.read(key.publicKey() + "\n")).isEqualTo(key.publicKey());
    assertThatThrownBy(() -> SignatureKey.read("-----BEGIN PUBLIC KEY-----\nabc\n"))
        .hasMessageContaining("32 bytes in base64");
  }

  private boolean verified(byte[] signature, LocalDate day) throws IOException {
    return trust.verifications().verifySignature(run.id(), null, signature, day).passed();
  }

  private SignatureKey register(TestKey key, String partyId) throws IOException {
    return trust.keys().register(new SignatureKey(partyId, key.publicKey(), ""));
  }

  private String developer() throws IOException {
    return trust.agreements().get(0).developerId();
  }

  /** What a trainer logs that changes one token of a step. */
  private Path log(String name, TrainingRun training, int steps, int wrong) throws IOException {
    Path file = folder.resolve(name);
    try (Reconstruct order = trust.releases().ordered(training.releaseId(), training.orderId());
        ChainLog.Writer writer = ChainLog.write(file, order.dataId(), PLAN)) {
      BatchChain chain = BatchChain.of(order.dataId());
      for (int step = 0; step < steps; step++) {
        List<int[]> tokens = new ArrayList<>();
        for (long p = PLAN.firstPosition(step); p < PLAN.endPosition(step); p++) {
          tokens.add(order.tokens(p));
        }
        if (step == wrong) {
          tokens.get(1)[3]++;
        }
        chain = chain.then(BatchChain.stepSha256(tokens));
        writer.add(chain);
      }
      writer.finish();
    }
    return file;
  }
}
