package org.estover.licensing.portal.security;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Hashes few passwords at once, since each takes megabytes while it lasts: who sends many at once
 * waits for them, and not everybody for a portal that ran out of memory. Few wait, too, or all of
 * the server's threads would: beyond, {@link AuthenticationServiceException}.
 */
final class FewAtOnce implements PasswordEncoder {
  private final PasswordEncoder passwords;
  private final Semaphore free;
  private final Semaphore places;

  FewAtOnce(PasswordEncoder passwords, int most, int waiting) {
    this.passwords = passwords;
    this.free = new Semaphore(most, true);
    this.places = new Semaphore(most + waiting);
  }

  private void enter() {
    if (!places.tryAcquire()) {
      throw new AuthenticationServiceException("too many passwords are looked at");
    }
    free.acquireUninterruptibly();
  }

  private void leave() {
    free.release();
    places.release();
  }

  @Override
  public @Nullable String encode(@Nullable CharSequence password) {
    enter();
    try {
      return passwords.encode(password);
    } finally {
      leave();
    }
  }

  @Override
  public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
    enter();
    try {
      return passwords.matches(password, encoded);
    } finally {
      leave();
    }
  }

  @Override
  public boolean upgradeEncoding(@Nullable String encoded) {
    return passwords.upgradeEncoding(encoded);
  }
}
