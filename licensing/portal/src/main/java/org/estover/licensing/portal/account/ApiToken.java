package org.estover.licensing.portal.account;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A token by which a program asks in the name of an account.
 *
 * @param id 16 hex digits, which stand in the token
 * @param accountId whose it is
 * @param name what its owner calls it
 * @param scopes what it may do: some of {@link #SCOPES}
 * @param purpose the purpose that it is bound to, or "" for any
 * @param created when it was made
 * @param expires when it ends
 * @param lastUsed when it was last used, to the minute
 * @param revoked whether its owner ended it
 */
public record ApiToken(
    String id,
    String accountId,
    String name,
    Set<String> scopes,
    String purpose,
    Instant created,
    Instant expires,
    @Nullable Instant lastUsed,
    boolean revoked) {

  /** All that a token may do. */
  public static final List<String> SCOPES =
      List.of("read", "download", "report", "request", "manage");

  public ApiToken {
    scopes = Collections.unmodifiableSet(new TreeSet<>(scopes));
    if (scopes.isEmpty() || !SCOPES.containsAll(scopes)) {
      throw new IllegalArgumentException("scopes " + scopes + " are not some of " + SCOPES);
    }
  }

  /** Whether it still works. */
  public boolean isOpen(Instant now) {
    return !revoked && now.isBefore(expires);
  }
}
