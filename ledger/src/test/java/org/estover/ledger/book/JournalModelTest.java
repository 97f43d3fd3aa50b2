package org.estover.ledger.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random sequences of proposals, right and wrong, beside a plain model: a list of what was taken,
 * from which everything is computed anew for each question (I1, I2, I8, I9).
 */
final class JournalModelTest {
  private static final int SEQUENCES = 3000;
  private static final int PROPOSALS = 40;
  private static final LocalDate DAY = LocalDate.of(2026, 10, 1);

  static IntStream seeds() {
    return IntStream.rangeClosed(1, SEQUENCES / 100);
  }

  /** A hundred sequences a case, so that a report of the build stays short. */
  @ParameterizedTest
  @MethodSource("seeds")
  void theJournalTakesWhatThePlainModelTakes(int hundred) throws IOException {
    Set<EntryKind> kinds = EnumSet.noneOf(EntryKind.class);
    for (int seed = hundred * 100; seed < hundred * 100 + 100; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Journal journal = new Journal();
      Model model = new Model();
      LocalDate day = DAY;
      for (int i = 0; i < PROPOSALS; i++) {
        day = day.plusDays(random.nextInt(4) / 3);
        RecordedEntry proposal =
            new RecordedEntry(i, 0, RandomEntries.next(random, model.taken, day));
        Optional<String> refusal = journal.addUnlessRefused(proposal, day);
        assertThat(refusal.isEmpty())
            .as("seed %s, proposal %s: %s %s", seed, i, proposal, refusal)
            .isEqualTo(model.takes(proposal.entry(), day));
        if (refusal.isEmpty()) {
          kinds.add(proposal.entry().kind());
          model.taken.add(proposal.entry());
          if (random.nextInt(8) == 0) {
            journal.undo(proposal.entry());
            model.taken.remove(model.taken.size() - 1);
          }
        }
      }
      assertThat(journal.balances()).as("seed %s", seed).isEqualTo(model.balances());
      assertThat(journal.pendingBalances()).as("seed %s", seed).isEqualTo(model.pending());
      for (String currency : RandomEntries.CURRENCIES) {
        assertThat(
                journal.balances().stream()
                    .filter(balance -> balance.netDebit().currency().equals(currency))
                    .map(balance -> BigInteger.valueOf(balance.netDebit().minorUnits()))
                    .reduce(BigInteger.ZERO, BigInteger::add))
            .isZero();
      }
    }
    assertThat(kinds).as("kinds that were taken").hasSize(EntryKind.values().length);
  }

  /** The laws, said once more and slowly. */
  private static final class Model {
    private final List<JournalEntry> taken = new ArrayList<>();

    private Optional<JournalEntry> find(String id) {
      return taken.stream().filter(entry -> entry.id().equals(id)).findFirst();
    }

    private boolean isNamed(String id) {
      return taken.stream().anyMatch(entry -> entry.target().equals(id));
    }

    private boolean takes(JournalEntry entry, LocalDate day) {
      if (find(entry.id()).isPresent() || !follows(entry, day)) {
        return false;
      }
      boolean pending = entry.kind() == EntryKind.PENDING;
      List<Posting> all = new ArrayList<>(pending ? openPending() : posted());
      all.addAll(entry.postings());
      return all.stream().allMatch(one -> fits(one, all));
    }

    private boolean follows(JournalEntry entry, LocalDate day) {
      JournalEntry target = find(entry.target()).orElse(null);
      if (entry.kind() == EntryKind.ENTRY) {
        return true;
      }
      if (entry.kind() == EntryKind.PENDING) {
        return !day.isAfter(lastDay(entry));
      }
      if (target == null || isNamed(target.id())) {
        return false;
      }
      if (entry.kind() == EntryKind.REVERSAL) {
        return target.kind() != EntryKind.PENDING
            && !target.postings().isEmpty()
            && target.postings().stream().map(Posting::reversed).toList().equals(entry.postings());
      }
      if (target.kind() != EntryKind.PENDING) {
        return false;
      }
      boolean over = day.isAfter(lastDay(target));
      return entry.kind() == EntryKind.VOID
          || (entry.kind() == EntryKind.EXPIRY && over)
          || (entry.kind() == EntryKind.POST && !over && isPart(entry, target));
    }

    private static LocalDate lastDay(JournalEntry pending) {
      LocalDate last = pending.lastDay();
      return last == null ? LocalDate.MIN : last;
    }

    private static boolean isPart(JournalEntry entry, JournalEntry target) {
      return entry.postings().size() == target.postings().size()
          && IntStream.range(0, entry.postings().size())
              .allMatch(
                  i -> {
                    Posting part = entry.postings().get(i);
                    Posting whole = target.postings().get(i);
                    return side(part).equals(side(whole))
                        && part.amount().minorUnits() <= whole.amount().minorUnits();
                  });
    }

    private static String side(Posting posting) {
      return posting.account()
          + " "
          + posting.amount().currency()
          + (posting instanceof Debit ? " debit" : " credit");
    }

    private static boolean fits(Posting one, List<Posting> all) {
      return all.stream()
              .filter(other -> side(other).equals(side(one)))
              .map(other -> BigInteger.valueOf(other.amount().minorUnits()))
              .reduce(BigInteger.ZERO, BigInteger::add)
              .bitLength()
          < Long.SIZE;
    }

    private List<Posting> posted() {
      return taken.stream().flatMap(entry -> entry.posted().stream()).toList();
    }

    private List<Posting> openPending() {
      return taken.stream()
          .filter(entry -> entry.kind() == EntryKind.PENDING && !isNamed(entry.id()))
          .flatMap(entry -> entry.postings().stream())
          .toList();
    }

    private List<Balance> balances() {
      return nets(posted());
    }

    private List<Balance> pending() {
      return nets(openPending());
    }

    private static List<Balance> nets(List<Posting> postings) {
      TreeMap<String, BigInteger> nets = new TreeMap<>();
      for (Posting posting : postings) {
        nets.merge(
            posting.account() + " " + posting.amount().currency(),
            BigInteger.valueOf(posting.netDebitMinorUnits()),
            BigInteger::add);
      }
      return nets.entrySet().stream()
          .map(
              net -> {
                String[] key = net.getKey().split(" ", -1);
                return new Balance(
                    Account.of(key[0]), Money.of(net.getValue().longValueExact(), key[1]));
              })
          .toList();
    }
  }
}
