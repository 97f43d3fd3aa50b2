package org.estover.ledger.book;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place where money stands, named by a path in the chart of accounts, such as {@code
 * liabilities:rights-holders:pty_4f1c}.
 *
 * <p>The first part is one of {@link #ROOTS}. Parts are lower-case letters, digits, {@code -} and
 * {@code _}; parties appear by their pseudonymous ids only.
 *
 * @param name the colon-separated path
 */
public record Account(String name) implements Comparable<Account> {

  /** The five roots of the chart of accounts. */
  public static final List<String> ROOTS =
      List.of("assets", "liabilities", "equity", "income", "expenses");

  private static final int MAX_LENGTH = 200;

  /**
   * Which characters a part starts with. In a table, because ids are letters and digits at random,
   * and books of millions of postings name an account in each.
   */
  private static final boolean[] STARTS_PART = table("abcdefghijklmnopqrstuvwxyz0123456789");

  private static final boolean[] IN_PART = table("abcdefghijklmnopqrstuvwxyz0123456789_-");

  public Account {
    if (name.length() > MAX_LENGTH || !isPath(name)) {
      throw Errors.badAccount(name);
    }
  }

  private static boolean[] table(String characters) {
    boolean[] table = new boolean[128];
    characters.chars().forEach(c -> table[c] = true);
    return table;
  }

  /** Whether a name is {@code ROOT(:[a-z0-9][a-z0-9_-]*)+}. */
  private static boolean isPath(String name) {
    int colon = name.indexOf(':');
    if (!isRoot(name, colon)) {
      return false;
    }
    boolean first = true;
    for (int i = colon + 1; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean fits = c < STARTS_PART.length && (first ? STARTS_PART[c] : IN_PART[c] || c == ':');
      if (!fits) {
        return false;
      }
      first = c == ':';
    }
    return !first;
  }

  private static boolean isRoot(String name, int length) {
    for (int i = 0; i < ROOTS.size(); i++) {
      String root = ROOTS.get(i);
      if (root.length() == length && name.startsWith(root)) {
        return true;
      }
    }
    return false;
  }

  /** The account of that name. */
  public static Account of(String name) {
    return new Account(name);
  }

  /**
   * Whether it is an account of a path, or below it: {@code assets:receivable:pty_1} is within
   * {@code assets}, {@code assets:receivable} and itself.
   */
  public boolean isWithin(String path) {
    return name.startsWith(path)
        && (name.length() == path.length() || name.charAt(path.length()) == ':');
  }

  /** By hand, as {@link #hashCode}: books look accounts up millions of times. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Account account && name.equals(account.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public int compareTo(Account other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
