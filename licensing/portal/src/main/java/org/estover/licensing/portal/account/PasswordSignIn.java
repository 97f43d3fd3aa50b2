package org.estover.licensing.portal.account;

import java.util.List;
import java.util.Optional;
import org.estover.licensing.portal.access.Visitor;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Signs an account in by its address and password. */
@Component
final class PasswordSignIn implements AuthenticationProvider {
  private final Accounts accounts;
  private final PasswordEncoder passwords;
  private final String nobodys;

  PasswordSignIn(Accounts accounts, PasswordEncoder passwords) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.nobodys = passwords.encode("of nobody");
  }

  @Override
  public Authentication authenticate(Authentication authentication) {
    String password = String.valueOf(authentication.getCredentials());
    Optional<Account> found = accounts.byEmail(authentication.getName());
    // The same work where there is no such account, or time would tell that there is none.
    boolean matches = passwords.matches(password, found.map(Account::passwordHash).orElse(nobodys));
    if (found.isEmpty() || !matches) {
      throw new BadCredentialsException("address or password is wrong");
    }
    Visitor visitor = found.get().visitor();
    return UsernamePasswordAuthenticationToken.authenticated(visitor, null, List.of());
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
  }
}
