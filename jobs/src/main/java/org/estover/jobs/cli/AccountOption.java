package org.estover.jobs.cli;

import org.estover.ledger.book.Account;
import picocli.CommandLine.Option;

/** Which accounts a question to the books is about. */
final class AccountOption {

  @Option(
      names = "--account",
      paramLabel = "PATH",
      defaultValue = "",
      description = "Only this account and those below it, as in assets:receivable.")
  private String path = "";

  void check() throws UsageException {
    if (!path.isEmpty() && Account.ROOTS.stream().noneMatch(root -> isWithin(path, root))) {
      throw Errors.noSuchAccount(path);
    }
  }

  private static boolean isWithin(String path, String root) {
    return path.equals(root) || path.startsWith(root + ":");
  }

  boolean takes(Account account) {
    return path.isEmpty() || account.isWithin(path);
  }

  /** What was asked for, for a line that nothing was found. */
  String shown() {
    return path.isEmpty() ? "" : " on " + path;
  }
}
