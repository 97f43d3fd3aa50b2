package org.estover.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.estover.ledger.audit.Auditor;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Credit;
import org.estover.ledger.book.Debit;
import org.estover.ledger.book.Journal;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.Money;
import org.estover.ledger.vault.VaultPayload;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many threads, one order. */
final class AppendQueueTest {
  private static final Account BANK = Account.of("assets:bank");
  private static final Account POOL = Account.of("liabilities:unclaimed");

  @TempDir private Path folder;

  @BeforeEach
  void found() throws IOException {
    Ledger.init(folder, Samples.ORIGIN, Samples.settings());
  }

  @Test
  void everybodyIsAnsweredAndNothingIsWrittenTwice() throws Exception {
    List<CompletableFuture<List<Appended>>> answers = new ArrayList<>();
    try (AppendQueue queue = queue()) {
      List<Thread> clients = new ArrayList<>();
      for (int client = 0; client < 4; client++) {
        Thread thread =
            new Thread(
                () -> {
                  for (int i = 0; i < 100; i++) {
                    CompletableFuture<List<Appended>> answer =
                        queue.submit(List.of(Samples.registration(i)));
                    synchronized (answers) {
                      answers.add(answer);
                    }
                  }
                });
        clients.add(thread);
        thread.start();
      }
      for (Thread client : clients) {
        client.join();
      }
    }
    int first = 0;
    for (CompletableFuture<List<Appended>> answer : answers) {
      first += answer.get().get(0).repeated() ? 0 : 1;
    }
    assertThat(answers).hasSize(400);
    assertThat(first).isEqualTo(100);
    try (Ledger ledger = Ledger.openReadOnly(folder, Samples.settings())) {
      assertThat(ledger.checkpoint().size()).isEqualTo(100);
    }
    assertThat(Auditor.audit(folder, Ledger.verifierKey(folder))).isEmpty();
  }

  @Test
  void whatOneIsRefusedForTouchesNoOther() throws Exception {
    try (AppendQueue queue = queue()) {
      List<CompletableFuture<List<Appended>>> answers = new ArrayList<>();
      answers.add(queue.submit(List.of(payment("a", 10))));
      Append other = new Append("key/a", Samples.party(5), VaultPayload.EMPTY);
      answers.add(queue.submit(List.of(payment("b", 10), other)));
      answers.add(queue.submit(List.of(payment("c", 10), payment("d", Long.MAX_VALUE))));
      answers.add(
          queue.submit(
              "key/e",
              books -> {
                throw new LedgerRefusedException("not to-day");
              }));
      answers.add(queue.submit(List.of(payment("b", 10))));
      for (int refused : new int[] {1, 2, 3}) {
        assertThatThrownBy(() -> answers.get(refused).get())
            .hasCauseInstanceOf(LedgerRefusedException.class);
      }
      assertThat(answers.get(0).get().get(0).index()).isZero();
      assertThat(answers.get(4).get().get(0).index()).isEqualTo(1);
      assertThat(queue.submit(List.of(payment("c", 10))).get().get(0).repeated()).isFalse();
    }
    assertThat(Auditor.audit(folder, Ledger.verifierKey(folder))).isEmpty();
  }

  @Test
  void decisionsSeeAllThatStandsBeforeThem() throws Exception {
    try (AppendQueue queue = queue()) {
      queue.submit(List.of(payment("in", 100))).get();
      SplittableRandom random = new SplittableRandom(3);
      List<CompletableFuture<List<Appended>>> answers = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        int key = random.nextInt(60);
        answers.add(queue.submit("key/out" + key, books -> payout(books, key, 1 + key % 7)));
      }
      int refused = 0;
      for (CompletableFuture<List<Appended>> answer : answers) {
        try {
          assertThat(answer.get()).hasSize(1);
        } catch (ExecutionException e) {
          assertThat(e).hasCauseInstanceOf(LedgerRefusedException.class);
          refused++;
        }
      }
      assertThat(refused).isPositive();
    }
    try (Ledger ledger = Ledger.open(folder, Samples.settings())) {
      assertThat(ledger.books().balance(BANK, "USD").minorUnits()).isBetween(0L, 6L);
    }
  }

  @Test
  void anErrorOfOneDecisionEndsNothing() throws Exception {
    try (AppendQueue queue = queue()) {
      CompletableFuture<List<Appended>> wrong = queue.submit("key/a", books -> payment("b", 1));
      assertThatThrownBy(wrong::get).hasMessageContaining("key/b");
      assertThat(queue.submit(List.of(payment("b", 1))).get().get(0).index()).isZero();
    }
    assertThatThrownBy(() -> closedQueue().submit(List.of(payment("c", 1))).get())
        .hasMessageContaining("is being closed");
  }

  @Test
  void anErrorOfOneDecisionTouchesNoOtherOfItsGroup() throws Exception {
    try (AppendQueue queue = queue()) {
      CountDownLatch gate = new CountDownLatch(1);
      CompletableFuture<List<Appended>> first =
          queue.submit(
              "key/first",
              books -> {
                while (gate.getCount() > 0) {
                  Thread.onSpinWait();
                }
                return payment("first", 1);
              });
      CompletableFuture<List<Appended>> before = queue.submit(List.of(payment("before", 1)));
      CompletableFuture<List<Appended>> wrong =
          queue.submit(
              "key/wrong",
              books -> {
                throw new IllegalStateException("a client's own");
              });
      CompletableFuture<List<Appended>> after = queue.submit(List.of(payment("after", 1)));
      gate.countDown();
      assertThat(first.get().get(0).index()).isZero();
      assertThat(before.get().get(0).index()).isEqualTo(1);
      assertThat(after.get().get(0).index()).isEqualTo(2);
      assertThatThrownBy(wrong::get).hasMessageContaining("a client's own");
    }
    assertThat(Auditor.audit(folder, Ledger.verifierKey(folder))).isEmpty();
  }

  @Test
  void theNextWriterKnowsTheKeysWithOrWithoutTheCopy() throws Exception {
    List<Append> many = new ArrayList<>();
    for (int i = 0; i < 10_100; i++) {
      many.add(Samples.registration(i));
    }
    try (Ledger ledger = Ledger.open(folder, Samples.settings())) {
      ledger.appendAll(many);
      ledger.appendAll(List.of(Samples.registration(20_000)));
    }
    Path copy = folder.resolve("index/keys");
    assertThat(copy).exists();
    for (int round = 0; round < 2; round++) {
      try (Ledger ledger = Ledger.open(folder, Samples.settings())) {
        List<Appended> again =
            ledger.appendAll(List.of(many.get(0), many.get(10_099), Samples.registration(20_000)));
        assertThat(again.stream().map(Appended::index)).containsExactly(0L, 10_099L, 10_100L);
        assertThat(again).allMatch(Appended::repeated);
      }
      Files.delete(copy);
    }
  }

  private AppendQueue queue() throws IOException {
    return new AppendQueue(Ledger.open(folder, Samples.settings()));
  }

  private AppendQueue closedQueue() throws IOException {
    AppendQueue queue = queue();
    queue.close();
    return queue;
  }

  private static Append payment(String name, long amount) {
    return moving(name, BANK, POOL, amount);
  }

  private static Append payout(Journal books, int number, long amount)
      throws LedgerRefusedException {
    if (books.balance(BANK, "USD").minorUnits() < amount) {
      throw new LedgerRefusedException("no more than what is there can be paid out");
    }
    return moving("out" + number, POOL, BANK, amount);
  }

  private static Append moving(String name, Account debit, Account credit, long amount) {
    Money money = Money.of(amount, "USD");
    JournalEntry entry =
        JournalEntry.of(
            "pay_" + name,
            LocalDate.of(2026, 11, 1),
            List.of(new Debit(debit, money), new Credit(credit, money)));
    return new Append(
        "key/" + name, Samples.party(name.hashCode()), VaultPayload.of(Map.of(), List.of(entry)));
  }
}
