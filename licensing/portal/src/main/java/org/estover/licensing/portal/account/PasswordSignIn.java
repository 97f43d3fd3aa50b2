package org.estover.licensing.portal.account;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.estover.licensing.portal.access.Visitor;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Signs an account in by its address, its password and, where it has an authenticator, a code. All
 * of them are looked at in one go and answered alike, so that nobody learns which was wrong.
 *
 * <p>Failed tries are limited per network and per account. Strangers can use up an account's tries
 * only for networks it never signed in from: its owner's own are counted apart.
 */
@Component
final class PasswordSignIn implements AuthenticationProvider {
  private static final Duration TIME = Duration.ofMinutes(15);
  private static final int TRIES_OF_A_NETWORK = 60;
  private static final int TRIES_OF_AN_ACCOUNT = 10;

  private final Accounts accounts;
  private final Authenticators authenticators;
  private final KnownNetworks known;
  private final SealedSecrets secrets;
  private final PasswordEncoder passwords;
  private final String nobodys;
  private final Throttle ofNetworks;
  private final Throttle ofAccounts;

  PasswordSignIn(
      Accounts accounts,
      Authenticators authenticators,
      KnownNetworks known,
      SealedSecrets secrets,
      PasswordEncoder passwords,
      Clock clock) {
    this.accounts = accounts;
    this.authenticators = authenticators;
    this.known = known;
    this.secrets = secrets;
    this.passwords = passwords;
    this.nobodys = passwords.encode("of nobody");
    this.ofNetworks = new Throttle(TRIES_OF_A_NETWORK, TIME, clock);
    this.ofAccounts = new Throttle(TRIES_OF_AN_ACCOUNT, TIME, clock);
  }

  @Override
  public Authentication authenticate(Authentication authentication) {
    if (!(authentication.getDetails() instanceof SignInDetails details)) {
      throw new IllegalStateException("signing in without " + SignInDetails.class);
    }
    String password = String.valueOf(authentication.getCredentials());
    String email = authentication.getName().strip().toLowerCase(Locale.ROOT);
    Optional<Account> found = accounts.byEmail(email).filter(Account::active);
    String network = secrets.mark("network", details.network());
    boolean known = found.map(account -> this.known.isKnown(account.id(), network)).orElse(false);
    String key = secrets.mark("account", email) + (known ? network : "");
    // Counted before the password is looked at, so that many tries at once are not one.
    if (!ofNetworks.take(network).allowed()) {
      throw new LockedException("too many tries");
    }
    if (!ofAccounts.take(key).allowed()) {
      ofNetworks.giveBack(network);
      throw new LockedException("too many tries");
    }
    // The same work where there is no such account, or time would tell that there is none.
    boolean right;
    try {
      right = passwords.matches(password, found.map(Account::passwordHash).orElse(nobodys));
    } catch (AuthenticationServiceException e) {
      ofNetworks.giveBack(network);
      ofAccounts.giveBack(key);
      throw e;
    }
    if (found.isPresent() && right && isSecondRight(found.get(), details.code())) {
      ofNetworks.giveBack(network);
      ofAccounts.giveBack(key);
      this.known.saw(found.get().id(), network);
      return signedIn(found.get());
    }
    throw new BadCredentialsException("address, password or code is wrong");
  }

  private boolean isSecondRight(Account account, String code) {
    return !authenticators.isConfirmed(account.id()) || authenticators.accepts(account.id(), code);
  }

  /** Who has to have an authenticator and has none may do nothing but get one. */
  Authentication signedIn(Account account) {
    Visitor whole = account.visitor();
    Visitor visitor =
        account.needsAuthenticator() && !authenticators.isConfirmed(account.id())
            ? new Visitor(account.id(), account.name(), Set.of(), "", Set.of("*"))
            : whole;
    return UsernamePasswordAuthenticationToken.authenticated(visitor, null, List.of());
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
  }
}
