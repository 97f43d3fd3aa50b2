package org.estover.ledger.book;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * The books in memory: journal entries folded in recording order.
 *
 * <p>Holds the laws between entries: an id is used once; a reversal names an earlier entry, undoes
 * it posting by posting, and does so at most once; a pending entry is posted, voided or expired at
 * most once, posted by its last day and expired after it, by what the log says of the time; and
 * what was ever debited to an account in a currency fits 64 bits, as does what was ever credited.
 * So does every balance then, as of any day.
 *
 * <p>Memory: some 40 bytes a journal entry, and the accounts. What an entry says is asked of
 * whoever keeps it, when a later one names it. Not thread-safe.
 */
public final class Journal {

  /** Keeps what journal entries say. */
  @FunctionalInterface
  public interface Entries {
    /** The journal entry at a place that an entry was recorded at. */
    JournalEntry at(long logIndex, int position) throws IOException;
  }

  private static final int POSITION_BITS = 20;
  private static final int MAX_POSITION = (1 << POSITION_BITS) - 1;

  private final Entries written;
  private final IdTable ids;
  private long[] places = new long[1 << 10];
  private final BitSet ended = new BitSet();
  private final Map<String, JournalEntry> recent = new HashMap<>();
  private final Map<Account, Map<String, Turnover>> turnovers = new HashMap<>();

  /** Books that keep what all entries say in memory. */
  public Journal() {
    this(
        (logIndex, position) -> {
          throw new AssertionError("all entries are recent");
        });
  }

  /**
   * Books of entries that are kept elsewhere.
   *
   * @param written gives entries that were added before {@link #allWritten} was last called
   */
  public Journal(Entries written) {
    this(written, new IdTable());
  }

  private Journal(Entries written, IdTable ids) {
    this.written = written;
    this.ids = ids;
  }

  /**
   * Adds an entry that can follow those added so far, and otherwise says why it cannot.
   *
   * @param day the day, in UTC, of the log entry that records it
   */
  public Optional<String> addUnlessRefused(RecordedEntry recorded, LocalDate day)
      throws IOException {
    JournalEntry entry = recorded.entry();
    Digest digest = Digest.of(entry.id());
    if (ids.find(digest.high, digest.low) >= 0) {
      return Optional.of("journal entry " + entry.id() + ": the id is taken");
    }
    if (recorded.position() > MAX_POSITION) {
      return Optional.of(Errors.tooManyEntries(entry.id(), MAX_POSITION + 1));
    }
    int target = -1;
    List<Posting> freed = List.of();
    if (entry.kind().hasTarget()) {
      target = place(entry.target());
      if (target < 0) {
        return Optional.of(Errors.refused(entry, "which is not in the books"));
      }
      JournalEntry named = entryAt(target, entry.target());
      String refusal = Following.refusal(entry, named, ended.get(target), day);
      if (!refusal.isEmpty()) {
        return Optional.of(refusal);
      }
      freed = entry.kind().endsPending() ? named.postings() : List.of();
      // At hand to undo this, which nothing can keep from being done then.
      recent.put(named.id(), named);
    } else if (entry.lastDay() != null && entry.lastDay().isBefore(day)) {
      return Optional.of(Errors.pendingTooLate(entry.id(), entry.lastDay(), day));
    }
    Optional<String> refusal = post(entry);
    if (refusal.isPresent()) {
      return refusal;
    }
    freed.forEach(posting -> takeBack(posting, true));
    if (target >= 0) {
      ended.set(target);
    }
    add(recorded, digest);
    return Optional.empty();
  }

  private void add(RecordedEntry recorded, Digest digest) {
    int place = ids.size();
    if (place == places.length) {
      places = Arrays.copyOf(places, Math.multiplyExact(place, 2));
    }
    places[place] = recorded.logIndex() << POSITION_BITS | recorded.position();
    ids.add(digest.high, digest.low);
    recent.put(recorded.entry().id(), recorded.entry());
  }

  /** Adds an entry that can follow those added so far. */
  public void add(RecordedEntry recorded, LocalDate day) throws IOException {
    addUnlessRefused(recorded, day)
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(reason);
            });
  }

  /** Says that whoever keeps the entries has all that were added so far. */
  public void allWritten() {
    recent.clear();
  }

  private int place(String id) {
    Digest digest = Digest.of(id);
    return ids.find(digest.high, digest.low);
  }

  private JournalEntry entryAt(int place, String id) throws IOException {
    JournalEntry entry = recent.get(id);
    return entry == null
        ? written.at(places[place] >>> POSITION_BITS, (int) places[place] & MAX_POSITION)
        : entry;
  }

  /** Adds all postings of an entry, or none and says which of them does not fit its account. */
  private Optional<String> post(JournalEntry entry) {
    boolean pending = entry.kind() == EntryKind.PENDING;
    List<Posting> postings = entry.postings();
    for (int i = 0; i < postings.size(); i++) {
      Posting posting = postings.get(i);
      Turnover turnover = turnover(posting);
      if (!turnover.takes(posting, pending)) {
        String refusal =
            Errors.doesNotFit(entry.id(), posting, turnover.sideWith(posting, pending));
        postings.subList(0, i).forEach(taken -> takeBack(taken, pending));
        forgetUnused(posting, turnover);
        return Optional.of(refusal);
      }
    }
    return Optional.empty();
  }

  private void takeBack(Posting posting, boolean pending) {
    Turnover turnover = turnover(posting);
    turnover.takeBack(posting, pending);
    forgetUnused(posting, turnover);
  }

  /** Leaves an account that nothing else was posted to as if it had never been named. */
  private void forgetUnused(Posting posting, Turnover turnover) {
    if (!turnover.isPosted() && !turnover.isPending()) {
      Map<String, Turnover> ofAccount = ofAccount(posting.account());
      ofAccount.remove(posting.amount().currency());
      if (ofAccount.isEmpty()) {
        turnovers.remove(posting.account());
      }
    }
  }

  private Turnover turnover(Posting posting) {
    return ofAccount(posting.account())
        .computeIfAbsent(posting.amount().currency(), currency -> new Turnover());
  }

  private Map<String, Turnover> ofAccount(Account account) {
    return turnovers.computeIfAbsent(account, unused -> new TreeMap<>());
  }

  /**
   * Takes the entry that was added last out again, as if it had never been added; before that of
   * the one that was added before it, and so on.
   */
  public void undo(JournalEntry entry) {
    if (ids.size() == 0 || place(entry.id()) != ids.size() - 1) {
      throw new IllegalArgumentException(
          "journal entry " + entry.id() + " is not the last one in the books");
    }
    ids.removeLast();
    recent.remove(entry.id());
    boolean pending = entry.kind() == EntryKind.PENDING;
    entry.postings().forEach(posting -> takeBack(posting, pending));
    if (entry.kind().hasTarget()) {
      ended.clear(place(entry.target()));
    }
    if (entry.kind().endsPending()) {
      Objects.requireNonNull(recent.get(entry.target()))
          .postings()
          .forEach(posting -> turnover(posting).takes(posting, true));
    }
  }

  /** What stands on an account in a currency, debits above zero. */
  public Money balance(Account account, String currency) {
    return net(account, currency, Turnover::netDebit);
  }

  /** What is pending on an account in a currency, debits above zero. */
  public Money pending(Account account, String currency) {
    return net(account, currency, Turnover::netPending);
  }

  private Money net(Account account, String currency, ToLongFunction<Turnover> net) {
    Turnover turnover = turnovers.getOrDefault(account, Map.of()).get(currency);
    return Money.of(turnover == null ? 0 : net.applyAsLong(turnover), currency);
  }

  /** What stands on each account, by account and currency; accounts back at zero included. */
  public List<Balance> balances() {
    return balances(Turnover::isPosted, Turnover::netDebit);
  }

  /** What is pending on each account, by account and currency. */
  public List<Balance> pendingBalances() {
    return balances(Turnover::isPending, Turnover::netPending);
  }

  private List<Balance> balances(Predicate<Turnover> wanted, ToLongFunction<Turnover> net) {
    List<Balance> balances = new ArrayList<>();
    new TreeMap<>(turnovers)
        .forEach(
            (account, byCurrency) ->
                byCurrency.forEach(
                    (currency, turnover) -> {
                      if (wanted.test(turnover)) {
                        Money amount = Money.of(net.applyAsLong(turnover), currency);
                        balances.add(new Balance(account, amount));
                      }
                    }));
    return List.copyOf(balances);
  }

  /** How many journal entries were added. */
  public int size() {
    return ids.size();
  }

  /**
   * A copy that {@link #copyOf} reads, without what entries say; all must be written. The same
   * books give the same bytes.
   *
   * @return empty where the books are too large for one array
   */
  public Optional<byte[]> copy() {
    int size = ids.size();
    byte[] bits = ended.toByteArray();
    byte[] accounts = accounts();
    long length =
        3L * Integer.BYTES
            + (long) size * (IdTable.DIGEST_SIZE + Long.BYTES)
            + bits.length
            + accounts.length;
    if (length > Integer.MAX_VALUE - Long.BYTES) {
      return Optional.empty();
    }
    ByteBuffer out = ByteBuffer.allocate((int) length);
    out.putInt(size).putInt(bits.length).putInt(accounts.length);
    ids.write(out);
    for (int i = 0; i < size; i++) {
      out.putLong(places[i]);
    }
    out.put(bits).put(accounts);
    return Optional.of(out.array());
  }

  private byte[] accounts() {
    int length = 0;
    for (Map.Entry<Account, Map<String, Turnover>> each : turnovers.entrySet()) {
      length += each.getValue().size() * (1 + each.getKey().name().length() + 3 + Turnover.SIZE);
    }
    ByteBuffer out = ByteBuffer.allocate(length);
    new TreeMap<>(turnovers)
        .forEach(
            (account, byCurrency) ->
                byCurrency.forEach(
                    (currency, turnover) -> {
                      out.put((byte) account.name().length());
                      out.put(account.name().getBytes(StandardCharsets.US_ASCII));
                      out.put(currency.getBytes(StandardCharsets.US_ASCII));
                      turnover.write(out);
                    }));
    return out.array();
  }

  /** The books that a copy was made of, whose entries are kept elsewhere. */
  public static Journal copyOf(byte[] copy, Entries written) {
    ByteBuffer in = ByteBuffer.wrap(copy);
    int size = in.getInt();
    byte[] bits = new byte[in.getInt()];
    byte[] accounts = new byte[in.getInt()];
    Journal journal = new Journal(written, IdTable.read(in, size));
    journal.places = new long[Math.max(size, 1 << 10)];
    for (int i = 0; i < size; i++) {
      journal.places[i] = in.getLong();
    }
    in.get(bits);
    journal.ended.or(BitSet.valueOf(bits));
    in.get(accounts);
    journal.readAccounts(ByteBuffer.wrap(accounts));
    return journal;
  }

  private void readAccounts(ByteBuffer in) {
    while (in.hasRemaining()) {
      Account account = Account.of(text(in, Byte.toUnsignedInt(in.get())));
      ofAccount(account).put(text(in, 3), Turnover.read(in));
    }
  }

  private static String text(ByteBuffer in, int length) {
    byte[] text = new byte[length];
    in.get(text);
    return new String(text, StandardCharsets.US_ASCII);
  }

  /** The halves of the first 16 bytes of an id's SHA-256. */
  private record Digest(long high, long low) {
    static Digest of(String id) {
      try {
        ByteBuffer digest =
            ByteBuffer.wrap(
                MessageDigest.getInstance("SHA-256")
                    .digest(id.getBytes(StandardCharsets.US_ASCII)));
        return new Digest(digest.getLong(), digest.getLong());
      } catch (NoSuchAlgorithmException e) {
        throw new AssertionError("every Java platform has SHA-256", e);
      }
    }
  }
}
