package org.estover.ledger.simulation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.estover.ledger.Append;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Credit;
import org.estover.ledger.book.Debit;
import org.estover.ledger.book.EntryKind;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Posting;
import org.estover.ledger.log.ClaimFiled;
import org.estover.ledger.log.Fact;
import org.estover.ledger.log.PartyRegistered;
import org.estover.ledger.log.PaymentReceived;
import org.estover.ledger.vault.VaultPayload;

/** Draws requests: most of them good, some that repeat, and some that must be refused. */
final class Draw {
  private static final List<Account> ACCOUNTS =
      List.of(
          Account.of("assets:bank"),
          Account.of("assets:receivable:pty_dev1"),
          Account.of("liabilities:rights-holders:pty_0001"),
          Account.of("liabilities:rights-holders:pty_0002"),
          Account.of("liabilities:unclaimed"),
          Account.of("income:administration"));

  private static final List<String> CURRENCIES = List.of("USD", "JPY", "EUR");

  private final SplittableRandom random;
  private final Model model;
  private final List<Append> refused = new ArrayList<>();
  private int numbers;

  Draw(SplittableRandom random, Model model) {
    this.random = random;
    this.model = model;
  }

  /** Remembers requests that were refused: their keys are free. */
  void refused(List<Append> requests) {
    refused.addAll(requests);
  }

  /** Requests for one group; a later one may repeat an earlier one, or contradict it. */
  List<Append> group(int most) {
    List<Append> requests = new ArrayList<>();
    int size = random.nextInt(1, most + 1);
    for (int i = 0; i < size; i++) {
      requests.add(request(requests));
    }
    return requests;
  }

  private Append request(List<Append> before) {
    int kind = random.nextInt(100);
    if (kind < 10 && !model.log().isEmpty()) {
      return known();
    }
    if (kind < 14 && !model.log().isEmpty()) {
      return other(known());
    }
    if (kind < 17 && !before.isEmpty()) {
      return before.get(random.nextInt(before.size()));
    }
    if (kind < 19 && !before.isEmpty()) {
      return other(before.get(random.nextInt(before.size())));
    }
    if (kind < 25 && !refused.isEmpty()) {
      Append again = refused.get(random.nextInt(refused.size()));
      return new Append(again.idempotencyKey(), again.fact(), payload(number(), before));
    }
    return fresh(before);
  }

  private Append known() {
    return model.log().get(random.nextInt(model.log().size())).request;
  }

  /** The same key with another body. */
  private Append other(Append first) {
    int number = number();
    return switch (random.nextInt(4)) {
      case 0 -> new Append(first.idempotencyKey(), fact(number), first.payload());
      case 1 ->
          new Append(
              first.idempotencyKey(),
              first.fact(),
              new VaultPayload(content(number).content(), first.payload().journal()));
      case 2 ->
          new Append(
              first.idempotencyKey(),
              first.fact(),
              new VaultPayload(
                  first.payload().content(), List.of(plain("jrn_" + number, random.nextInt(9)))));
      default -> new Append(first.idempotencyKey(), first.fact(), VaultPayload.EMPTY);
    };
  }

  /** A request that was never made. */
  Append fresh(List<Append> before) {
    int number = number();
    return new Append("k/" + number, fact(number), payload(number, before));
  }

  /** A request that nothing can be said against, for a group of many. */
  Append harmless() {
    int number = number();
    boolean money = random.nextInt(16) == 0;
    return new Append(
        "k/" + number,
        fact(number),
        money
            ? new VaultPayload(content(number).content(), List.of(plain("jrn_" + number, 5)))
            : content(number));
  }

  /** A request that takes money from an account, for a decision. */
  Append payout(int number, Account from, long amount) {
    Money money = Money.of(amount, "USD");
    JournalEntry entry =
        JournalEntry.of(
            "out_" + number,
            day(),
            List.of(
                new Debit(Account.of("liabilities:unclaimed"), money), new Credit(from, money)));
    return new Append(
        "k/" + number, fact(number), new VaultPayload(content(number).content(), List.of(entry)));
  }

  int number() {
    return ++numbers;
  }

  /** The text that stands in the payload of the request of a number, and nowhere else. */
  static String marker(int number) {
    return "<holder " + number + ">";
  }

  private Fact fact(int number) {
    String id = String.format(Locale.ROOT, "%06x", number);
    return switch (random.nextInt(3)) {
      case 0 -> new PartyRegistered("pty_" + id, "rights-holder");
      case 1 -> new ClaimFiled("clm_" + id, "pty_" + id);
      default -> new PaymentReceived("pay_" + id, "pty_dev1");
    };
  }

  private VaultPayload content(int number) {
    int length =
        switch (random.nextInt(40)) {
          case 0 -> random.nextInt(40_000);
          case 1, 2, 3 -> random.nextInt(2_000);
          default -> random.nextInt(60);
        };
    return VaultPayload.of(Map.of("name", marker(number), "text", "x".repeat(length)));
  }

  private VaultPayload payload(int number, List<Append> before) {
    List<JournalEntry> journal = new ArrayList<>();
    if (random.nextInt(2) == 0) {
      int count = random.nextInt(1, 4);
      for (int i = 0; i < count; i++) {
        journal.add(entry("jrn_" + number + "/" + i, before, journal));
      }
    }
    return new VaultPayload(content(number).content(), journal);
  }

  private JournalEntry entry(String id, List<Append> before, List<JournalEntry> own) {
    List<JournalEntry> known = new ArrayList<>(model.books().entries());
    before.forEach(request -> known.addAll(request.payload().journal()));
    known.addAll(own);
    int kind = random.nextInt(100);
    if (kind < 18 && !known.isEmpty()) {
      return following(id, known.get(random.nextInt(known.size())));
    }
    if (kind >= 80) {
      LocalDate lastDay = model.today().plusDays(random.nextInt(-1, 60));
      return JournalEntry.pending(id, day(), lastDay, plain(id, random.nextInt(63)).postings());
    }
    if (kind < 20 && !known.isEmpty()) {
      return plain(known.get(random.nextInt(known.size())).id(), 9);
    }
    if (kind < 21) {
      return plain(id, 9).reversal(id, day()).reversal(id + "x", day());
    }
    return plain(id, kind < 25 ? 62 : random.nextInt(45));
  }

  /** An entry that names another one, mostly in a way that its kind allows. */
  private JournalEntry following(String id, JournalEntry target) {
    boolean pending = target.kind() == EntryKind.PENDING;
    if (target.postings().isEmpty() || pending == (random.nextInt(12) > 0)) {
      return switch (random.nextInt(5)) {
        case 0 -> target.voided(id, day());
        case 1, 2 -> target.expiry(id, day());
        case 3 -> target.postings().isEmpty() ? target.voided(id, day()) : target.post(id, day());
        default -> target.postings().isEmpty() ? target.expiry(id, day()) : half(id, target);
      };
    }
    if (random.nextInt(12) == 0) {
      JournalEntry another = plain(id, 20);
      return new JournalEntry(id, day(), EntryKind.REVERSAL, target.id(), null, another.postings());
    }
    return target.reversal(id, day());
  }

  /** Posts a part of a pending entry where that is one amount on two sides, or all of it. */
  private JournalEntry half(String id, JournalEntry target) {
    List<Posting> whole = target.postings();
    if (whole.size() != 2 || whole.get(0).amount().minorUnits() < 2) {
      return target.post(id, day());
    }
    Money part = Money.of(whole.get(0).amount().minorUnits() / 2, whole.get(0).amount().currency());
    return target.post(
        id,
        day(),
        List.of(new Debit(whole.get(0).account(), part), new Credit(whole.get(1).account(), part)));
  }

  /** An entry in one or two currencies whose amounts have about so many bits. */
  private JournalEntry plain(String id, int bits) {
    List<Posting> postings = new ArrayList<>();
    int currencies = random.nextInt(1, 3);
    int first = random.nextInt(CURRENCIES.size());
    for (int i = 0; i < currencies; i++) {
      String currency = CURRENCIES.get((first + i) % CURRENCIES.size());
      long amount = random.nextLong(1L << bits, bits == 62 ? Long.MAX_VALUE : 2L << bits);
      long part = amount == 1 ? 0 : random.nextLong(0, amount);
      int account = random.nextInt(ACCOUNTS.size());
      postings.add(new Debit(account(account), Money.of(amount, currency)));
      if (part > 0) {
        postings.add(new Credit(account(account + 1), Money.of(part, currency)));
      }
      postings.add(
          new Credit(account(account + random.nextInt(1, 4)), Money.of(amount - part, currency)));
    }
    return JournalEntry.of(id, day(), postings);
  }

  static Account account(int number) {
    return ACCOUNTS.get(number % ACCOUNTS.size());
  }

  private LocalDate day() {
    return LocalDate.of(2026, 1, 1).plusDays(random.nextInt(500));
  }
}
