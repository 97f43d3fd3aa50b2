package org.estover.ledger.book;

import java.util.List;
import java.util.regex.Pattern;

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
  private static final Pattern PATH = Pattern.compile("[a-z]+(:[a-z0-9][a-z0-9_-]*)+");

  public Account {
    boolean wellFormed = name.length() <= MAX_LENGTH && PATH.matcher(name).matches();
    if (!wellFormed || !ROOTS.contains(name.substring(0, name.indexOf(':')))) {
      throw Errors.badAccount(name);
    }
  }

  /** The account of that name. */
  public static Account of(String name) {
    return new Account(name);
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
