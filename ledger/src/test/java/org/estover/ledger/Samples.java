package org.estover.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Credit;
import org.estover.ledger.book.Debit;
import org.estover.ledger.book.Journal;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.ledger.book.Posting;
import org.estover.ledger.book.RecordedEntry;
import org.estover.ledger.log.AccessSegmentSealed;
import org.estover.ledger.log.AgreementAmended;
import org.estover.ledger.log.AgreementEnded;
import org.estover.ledger.log.AgreementSigned;
import org.estover.ledger.log.AuditConcluded;
import org.estover.ledger.log.AuditOpened;
import org.estover.ledger.log.BallotCast;
import org.estover.ledger.log.BatchChainDeclared;
import org.estover.ledger.log.CertificateIssued;
import org.estover.ledger.log.CertificateRevoked;
import org.estover.ledger.log.ChargeIssued;
import org.estover.ledger.log.ClaimDecided;
import org.estover.ledger.log.ClaimFiled;
import org.estover.ledger.log.DelegationRecorded;
import org.estover.ledger.log.DelegationRevoked;
import org.estover.ledger.log.DeploymentRegistered;
import org.estover.ledger.log.DisputeOpened;
import org.estover.ledger.log.DisputeResolved;
import org.estover.ledger.log.DistributionKeyPublished;
import org.estover.ledger.log.DocumentWithdrawn;
import org.estover.ledger.log.EnforcementTaken;
import org.estover.ledger.log.Fact;
import org.estover.ledger.log.GrantEnded;
import org.estover.ledger.log.GrantIssued;
import org.estover.ledger.log.HostWithdrawn;
import org.estover.ledger.log.HostsListed;
import org.estover.ledger.log.IncidentAdvanced;
import org.estover.ledger.log.IncidentFiled;
import org.estover.ledger.log.KeyRegistered;
import org.estover.ledger.log.KeyRevoked;
import org.estover.ledger.log.LicenseDecided;
import org.estover.ledger.log.LicenseRequested;
import org.estover.ledger.log.ModelCheckpointRegistered;
import org.estover.ledger.log.ModelRegistered;
import org.estover.ledger.log.ModelRevenueReported;
import org.estover.ledger.log.NoticeAcknowledged;
import org.estover.ledger.log.NoticeSent;
import org.estover.ledger.log.OfferPublished;
import org.estover.ledger.log.OwnershipAgreed;
import org.estover.ledger.log.PartyRegistered;
import org.estover.ledger.log.PaymentReceived;
import org.estover.ledger.log.PayoutIssued;
import org.estover.ledger.log.PeriodClosed;
import org.estover.ledger.log.ProposalMade;
import org.estover.ledger.log.ReleasePublished;
import org.estover.ledger.log.ResolutionRecorded;
import org.estover.ledger.log.RevenueCorrected;
import org.estover.ledger.log.RevenueReported;
import org.estover.ledger.log.RightsDecided;
import org.estover.ledger.log.SliceGranted;
import org.estover.ledger.log.StatementIssued;
import org.estover.ledger.log.StatementRevised;
import org.estover.ledger.log.TrainingRunDeclared;
import org.estover.ledger.log.TrainingRunRegistered;
import org.estover.ledger.log.TrainingRunVerified;
import org.estover.ledger.vault.LoggedFact;
import org.estover.ledger.vault.VaultPayload;

/** Seeded facts, journal entries and ledgers. */
public final class Samples {

  public static final Instant NOW = Instant.parse("2026-11-21T06:00:00.123Z");
  public static final String ORIGIN = "trust.test/log";

  private Samples() {}

  /** Settings with a standing clock. */
  public static LedgerSettings settings() {
    return LedgerSettings.of(Clock.fixed(NOW, ZoneOffset.UTC), new SecureRandom());
  }

  /** One fact of every type. */
  public static List<Fact> oneOfEach() {
    return List.of(
        new PartyRegistered("pty_dev1", "developer"),
        new ReleasePublished("rel_0a0b", "ab".repeat(32), 200, 1L << 60, ""),
        new OfferPublished("off_0001"),
        new AgreementSigned("agr_0001", "off_0001", "pty_dev1"),
        new GrantIssued("grt_0001", "agr_0001", "rel_0a0b", "train"),
        new TrainingRunRegistered("trun_0001", "grt_0001", "rel_0a0b", 300, 16),
        new ModelCheckpointRegistered("mdl_0001", "trun_0001", 300, "cd".repeat(32)),
        new RevenueReported("rpt_0001", "agr_0001", new Period(2026, 10)),
        new StatementIssued("stm_0001", "agr_0001", new Period(2026, 10)),
        new DocumentWithdrawn("case_0001", "doc_" + "0f".repeat(16)),
        new RevenueCorrected("rpt_0002", "agr_0001", new Period(2026, 10), "rpt_0001"),
        new KeyRegistered("key_0001", "pty_dev1", "A".repeat(43) + "=", ""),
        new KeyRevoked("key_0001"),
        new DelegationRecorded("dlg_0001", "pty_dev1", "pty_dev2", "report-revenue"),
        new DelegationRevoked("dlg_0001"),
        new DistributionKeyPublished("dky_0001"),
        new LicenseRequested("req_0001", "off_0001", "pty_dev1"),
        new LicenseDecided("req_0001", "declined"),
        new AgreementAmended("amd_0001", "agr_0001", "off_0001"),
        new AgreementEnded("agr_0001"),
        new SliceGranted("grt_0001", "agr_0001", "rel_0a0b", "slc_0001", "train"),
        new GrantEnded("grt_0001"),
        new TrainingRunDeclared("trun_0001", "grt_0001", "rel_0a0b", "ord_0001", 300, 16),
        new TrainingRunVerified("ver_0001", "trun_0001", "l2", "failed", "ef".repeat(32)),
        new ModelRegistered("mdl_0001", "pty_dev1", "mdl_0002", "trun_0001"),
        new DeploymentRegistered("dpl_0001", "mdl_0001"),
        new ModelRevenueReported("rpt_0001", "agr_0001", "mdl_0001", new Period(2026, 10), ""),
        new PeriodClosed(new Period(2026, 10)),
        new StatementRevised("stm_0001", "agr_0001", new Period(2026, 10), "stm_0002"),
        new ChargeIssued("chg_0001", "stm_0001", "true-up"),
        new PaymentReceived("pay_0001", "pty_dev1"),
        new PayoutIssued("pyo_0001", new Period(2026, 10)),
        new ClaimFiled("clm_0001", "pty_dev1"),
        new ClaimDecided("clm_0001", "withdrawn"),
        new DisputeOpened("dsp_0001", "clm_0001", "pty_dev1"),
        new DisputeResolved("dsp_0001", "settled"),
        new OwnershipAgreed("own_0001", "pty_dev1"),
        new ResolutionRecorded("res_0001", "escheat"),
        new HostWithdrawn("case_0001", "ef".repeat(32)),
        new NoticeSent("ntc_0001", "case_0001", "pty_dev1"),
        new NoticeAcknowledged("ntc_0001"),
        new CertificateIssued("crt_0001", "trun_0001", "l2"),
        new CertificateRevoked("crt_0001"),
        new RightsDecided("dec_0001", "rel_0a0b", "ef".repeat(32), 150, 50, 30, 1L << 60),
        new AccessSegmentSealed("seg_0002", "seg_0001", 1000, 1L << 60, "ef".repeat(32)),
        new BatchChainDeclared("chn_0001", "trun_0001", "pty_dev1", 300, "ef".repeat(32)),
        new AuditOpened("aud_0001", "pty_dev1", "pty_aud1", "revenue"),
        new AuditConcluded("aud_0001", "no-findings"),
        new IncidentFiled("inc_0001", "trun_0001", "withdrawn-read", "high"),
        new IncidentAdvanced("inc_0001", "resolved", "partially-upheld"),
        new EnforcementTaken("enf_0001", "agr_0001", "inc_0001", "cure-period"),
        new ProposalMade("prp_0001", "pty_dev1", "escheat", "2026-12-31"),
        new BallotCast("blt_0001", "prp_0001", "pty_dev1"),
        new HostsListed("rel_0a0b", 12, 200, 1L << 60, "ef".repeat(32)));
  }

  /** A party whose id follows from a number. */
  public static Fact party(long number) {
    return new PartyRegistered(
        String.format(Locale.ROOT, "pty_%08x", number), PartyRegistered.ROLES.get(1));
  }

  /** A request for the party of a number. */
  public static Append registration(long number) {
    return new Append(
        "party/" + number,
        party(number),
        VaultPayload.of(Map.of("name", "Holder " + number, "mail", "h" + number + "@open.test")));
  }

  /** A statement with journal entries over a few accounts in two currencies. */
  public static Append statement(long number, SplittableRandom random) {
    String id = String.format(Locale.ROOT, "stm_%08x", number);
    List<JournalEntry> journal = new ArrayList<>();
    int count = random.nextInt(1, 4);
    for (int i = 0; i < count; i++) {
      LocalDate day = LocalDate.of(2026, random.nextInt(1, 13), random.nextInt(1, 29));
      journal.add(JournalEntry.of(id + "/" + i, day, postings(random)));
    }
    if (random.nextInt(3) == 0) {
      JournalEntry target = journal.get(random.nextInt(count));
      journal.add(target.reversal(id + "/undo", target.effective().plusDays(3)));
    }
    return new Append(
        "statement/" + number,
        new StatementIssued(id, "agr_0001", new Period(2026, 10)),
        VaultPayload.of(Map.of("lines", List.of("a", "b")), journal));
  }

  /** The books that follow from what a ledger holds. */
  public static Journal fold(Ledger ledger) throws IOException {
    Journal journal = new Journal();
    try (Stream<LoggedFact> facts = ledger.facts()) {
      for (LoggedFact fact : (Iterable<LoggedFact>) facts::iterator) {
        for (RecordedEntry recorded : fact.recorded()) {
          journal.add(recorded, fact.entry().day());
        }
      }
    }
    return journal;
  }

  /** Postings that balance. */
  public static List<Posting> postings(SplittableRandom random) {
    List<Posting> postings = new ArrayList<>();
    for (String currency : List.of("USD", "JPY").subList(0, random.nextInt(1, 3))) {
      long total = 0;
      int shares = random.nextInt(1, 5);
      for (int i = 0; i < shares; i++) {
        Money share = Money.of(random.nextLong(1, 1_000_000_000_000L), currency);
        String holder = "liabilities:rights-holders:pty_" + random.nextInt(8);
        postings.add(new Credit(Account.of(holder), share));
        total += share.minorUnits();
      }
      postings.add(new Debit(Account.of("assets:receivable:pty_dev1"), Money.of(total, currency)));
    }
    return postings;
  }

  /** A new ledger with seeded parties and statements, each appended on its own. */
  public static Path ledger(Path folder, long seed, int facts) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    Ledger.init(folder, ORIGIN, settings());
    try (Ledger ledger = Ledger.open(folder, settings())) {
      for (int i = 0; i < facts; i++) {
        Append request = i % 3 == 2 ? statement(i, random) : registration(i);
        ledger.append(request.idempotencyKey(), request.fact(), request.payload());
      }
    }
    return folder;
  }
}
