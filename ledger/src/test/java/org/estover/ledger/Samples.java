package org.estover.ledger;

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
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Credit;
import org.estover.ledger.book.Debit;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.ledger.book.Posting;
import org.estover.ledger.log.AgreementSigned;
import org.estover.ledger.log.DocumentWithdrawn;
import org.estover.ledger.log.Fact;
import org.estover.ledger.log.GrantIssued;
import org.estover.ledger.log.ModelCheckpointRegistered;
import org.estover.ledger.log.OfferPublished;
import org.estover.ledger.log.PartyRegistered;
import org.estover.ledger.log.ReleasePublished;
import org.estover.ledger.log.RevenueCorrected;
import org.estover.ledger.log.RevenueReported;
import org.estover.ledger.log.StatementIssued;
import org.estover.ledger.log.TrainingRunRegistered;
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
        new RevenueCorrected("rpt_0002", "agr_0001", new Period(2026, 10), "rpt_0001"));
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
  public static Path ledger(Path folder, long seed, int facts) throws java.io.IOException {
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
