package org.estover.licensing.portal.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Where an account gets its authenticator: the secret as text and as a link, then a first code. */
@Controller
final class AuthenticatorPage {
  private static final int TRIES = 10;
  private static final Duration TIME = Duration.ofMinutes(15);

  private final Accounts accounts;
  private final Authenticators authenticators;
  private final PasswordSignIn signIn;
  private final SignInOutcome outcome;
  private final Throttle throttle;

  AuthenticatorPage(
      Accounts accounts,
      Authenticators authenticators,
      PasswordSignIn signIn,
      SignInOutcome outcome,
      Clock clock) {
    this.accounts = accounts;
    this.authenticators = authenticators;
    this.signIn = signIn;
    this.outcome = outcome;
    this.throttle = new Throttle(TRIES, TIME, clock);
  }

  @GetMapping("/account/authenticator")
  @Rule(Who.ACCOUNT)
  String authenticator(Visitor visitor, Model model) {
    return shown(own(visitor), model, "", List.of());
  }

  private String shown(Account account, Model model, String problem, List<String> recovery) {
    boolean confirmed = authenticators.isConfirmed(account.id());
    model.addAttribute("needed", account.needsAuthenticator());
    model.addAttribute("confirmed", confirmed);
    model.addAttribute("problem", problem);
    model.addAttribute("recovery", recovery);
    model.addAttribute("left", authenticators.recoveryCodes(account.id()));
    if (!confirmed) {
      byte[] secret = authenticators.proposed(account.id());
      String trust = Objects.requireNonNullElse(model.getAttribute("trustName"), "").toString();
      model.addAttribute("secret", Authenticators.shown(secret));
      model.addAttribute("address", Authenticators.address(trust, account.email(), secret));
    }
    return "account/authenticator";
  }

  private Account own(Visitor visitor) {
    return accounts
        .byId(visitor.accountId())
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  @PostMapping("/account/authenticator")
  @Rule(Who.ACCOUNT)
  String confirm(
      Visitor visitor,
      @RequestParam(defaultValue = "") String code,
      Model model,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Account account = own(visitor);
    List<String> recovery =
        throttle.take(account.id()).allowed()
            ? authenticators.confirm(account.id(), code)
            : List.of();
    if (recovery.isEmpty()) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return shown(account, model, "authenticator.wrong", recovery);
    }
    // From now on the account may do all that it is made for, so its session is a new one.
    outcome.signIn(request, response, signIn.signedIn(account));
    model.addAttribute("visitor", account.visitor());
    return shown(account, model, "", recovery);
  }

  @PostMapping("/account/authenticator/remove")
  @Rule(Who.ACCOUNT)
  String remove(
      Visitor visitor,
      @RequestParam(defaultValue = "") String code,
      Model model,
      HttpServletResponse response) {
    Account account = own(visitor);
    if (account.needsAuthenticator()
        || !throttle.take(account.id()).allowed()
        || !authenticators.accepts(account.id(), code)) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return shown(account, model, "authenticator.wrong", List.of());
    }
    authenticators.remove(account.id());
    return "redirect:/account";
  }
}
