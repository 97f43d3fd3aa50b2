package org.estover.ledger.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether transactions are as if one had come after the other: each must have read what those
 * before it had left.
 *
 * <p>Lost update, write skew and phantom all show as a read that no place in the order explains.
 */
final class SerialCheck {
  private SerialCheck() {}

  /**
   * A transaction that took place.
   *
   * @param reads what it read: an account's balance by its name; by a prefix and {@code *} the sum
   *     over all accounts that begin with it, by a prefix and {@code #} their number
   * @param adds what it added to which account
   */
  record Transaction(String name, Map<String, Long> reads, Map<String, Long> adds) {
    Transaction {
      reads = Map.copyOf(reads);
      adds = Map.copyOf(adds);
    }
  }

  /** What in this very order was read and cannot have been; empty if all is explained. */
  static Optional<String> anomaly(Map<String, Long> start, List<Transaction> order) {
    Map<String, Long> state = new HashMap<>(start);
    for (Transaction transaction : order) {
      Optional<String> wrong = misread(state, transaction);
      if (wrong.isPresent()) {
        return wrong;
      }
      transaction.adds().forEach((account, add) -> state.merge(account, add, Long::sum));
    }
    return Optional.empty();
  }

  /** What a transaction read that is not so in a state. */
  static Optional<String> misread(Map<String, Long> state, Transaction transaction) {
    for (Map.Entry<String, Long> read : transaction.reads().entrySet()) {
      long stands = read(state, read.getKey());
      if (stands != read.getValue()) {
        return Optional.of(
            transaction.name()
                + " read "
                + read.getKey()
                + " = "
                + read.getValue()
                + " where it was "
                + stands);
      }
    }
    return Optional.empty();
  }

  private static long read(Map<String, Long> state, String what) {
    String prefix = what.substring(0, what.length() - 1);
    if (what.endsWith("*")) {
      return state.entrySet().stream()
          .filter(account -> account.getKey().startsWith(prefix))
          .mapToLong(Map.Entry::getValue)
          .sum();
    }
    return what.endsWith("#")
        ? state.keySet().stream().filter(account -> account.startsWith(prefix)).count()
        : state.getOrDefault(what, 0L);
  }

  /** Whether any order at all explains what few transactions read. */
  static boolean isSerializable(Map<String, Long> start, List<Transaction> transactions) {
    return isSerializable(start, List.of(), transactions);
  }

  private static boolean isSerializable(
      Map<String, Long> start, List<Transaction> placed, List<Transaction> rest) {
    if (rest.isEmpty()) {
      return anomaly(start, placed).isEmpty();
    }
    for (int i = 0; i < rest.size(); i++) {
      List<Transaction> order = new ArrayList<>(placed);
      order.add(rest.get(i));
      List<Transaction> others = new ArrayList<>(rest);
      others.remove(i);
      if (isSerializable(start, order, others)) {
        return true;
      }
    }
    return false;
  }
}
