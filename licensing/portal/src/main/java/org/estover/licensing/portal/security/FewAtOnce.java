package org.estover.licensing.portal.security;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Hashes few passwords at once, since each takes megabytes while it lasts: who sends many at once
 * waits for them, and not everybody for a portal that ran out of memory.
 */
final class FewAtOnce implements PasswordEncoder {
  private final PasswordEncoder passwords;
  private final Semaphore free;

  FewAtOnce(PasswordEncoder passwords, int most) {
    this.passwords = passwords;
    this.free = new Semaphore(most, true);
  }

  @Override
  public @Nullable String encode(@Nullable CharSequence password) {
    free.acquireUninterruptibly();
    try {
      return passwords.encode(password);
    } finally {
      free.release();
    }
  }

  @Override
  public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
    free.acquireUninterruptibly();
    try {
      return passwords.matches(password, encoded);
    } finally {
      free.release();
    }
  }

  @Override
  public boolean upgradeEncoding(@Nullable String encoded) {
    return passwords.upgradeEncoding(encoded);
  }
}
