package org.estover.licensing.portal.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Who;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where accounts are made: by a one-time link, or by developers and rights holders themselves. */
@Controller
final class WelcomePage {
  private static final int REGISTRATIONS = 10;
  private static final Duration TIME = Duration.ofHours(1);

  private final Accounts accounts;
  private final Invitations invitations;
  private final Admissions admissions;
  private final PasswordRule rule;
  private final SignInOutcome outcome;
  private final PasswordSignIn signIn;
  private final TransactionTemplate together;
  private final Throttle throttle;

  WelcomePage(
      Accounts accounts,
      Invitations invitations,
      Admissions admissions,
      PasswordRule rule,
      SignInOutcome outcome,
      PasswordSignIn signIn,
      TransactionTemplate together,
      Clock clock) {
    this.accounts = accounts;
    this.invitations = invitations;
    this.admissions = admissions;
    this.rule = rule;
    this.outcome = outcome;
    this.signIn = signIn;
    this.together = together;
    this.throttle = new Throttle(REGISTRATIONS, TIME, clock);
  }

  @GetMapping("/welcome/{code}")
  @Rule(value = Who.EVERYBODY, things = @Rule.Thing(name = "code", kind = ThingKind.PUBLIC))
  String welcome(@PathVariable String code, Model model, HttpServletResponse response) {
    return invitations
        .find(code)
        .map(invitation -> form(model, invitation, new NewAccount("", "", ""), ""))
        .orElseGet(() -> ended(response));
  }

  /** The same for a link that was used, has expired or never was, and as soon. */
  private static String ended(HttpServletResponse response) {
    response.setStatus(HttpStatus.NOT_FOUND.value());
    return "account/link-ended";
  }

  @PostMapping("/welcome/{code}")
  @Rule(value = Who.EVERYBODY, things = @Rule.Thing(name = "code", kind = ThingKind.PUBLIC))
  String accept(
      @PathVariable String code,
      @ModelAttribute NewAccount entered,
      Model model,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Optional<Invitations.Invitation> found = invitations.find(code);
    if (found.isEmpty()) {
      return ended(response);
    }
    Invitations.Invitation invitation = found.get();
    String problem = entered.problem(rule).orElse("");
    String network = Networks.of(request.getRemoteAddr());
    // Who has a link is told that an address is taken, but not of many addresses.
    if (problem.isEmpty() && !throttle.take("link " + network).allowed()) {
      problem = "sign-in.wait";
    }
    if (problem.isEmpty() && accounts.byEmail(entered.enteredEmail()).isPresent()) {
      problem = "new-account.email-taken";
    }
    if (!problem.isEmpty()) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return form(model, invitation, entered, problem);
    }
    // Before the link is used up: where too many passwords are hashed, it works another time.
    String hash = accounts.hashed(entered.enteredPassword());
    try {
      Optional<Account> made = together.execute(status -> take(code, invitation, entered, hash));
      return made != null && made.isPresent()
          ? begin(made.get(), request, response)
          : ended(response);
    } catch (DuplicateKeyException e) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return form(model, invitation, entered, "new-account.email-taken");
    }
  }

  /** Uses the link up and makes its account: both, or neither where somebody was faster. */
  private Optional<Account> take(
      String code, Invitations.Invitation invitation, NewAccount entered, String hash) {
    if (!invitations.use(code)) {
      return Optional.empty();
    }
    boolean waits = invitation.needsAdmission();
    Account made =
        accounts.add(
            entered.enteredEmail(),
            entered.enteredName(),
            waits ? Set.of() : Set.of(invitation.role()),
            waits ? "" : invitation.partyId(),
            hash);
    if (waits) {
      admissions.add(
          made.id(),
          new Admissions.Waiting(invitation.role(), invitation.partyId(), invitation.invitedBy()));
    }
    return Optional.of(made);
  }

  private static String form(
      Model model, Invitations.Invitation invitation, NewAccount entered, String problem) {
    model.addAttribute("role", invitation.role().name());
    return shown(model, "account/welcome", entered, problem);
  }

  private static String shown(Model model, String page, NewAccount entered, String problem) {
    model.addAttribute("name", entered.enteredName());
    model.addAttribute("email", entered.enteredEmail());
    model.addAttribute("problem", problem);
    return page;
  }

  @GetMapping("/register")
  @Rule(Who.EVERYBODY)
  String register(Model model) {
    model.addAttribute("role", Who.DEVELOPER.name());
    return shown(model, "account/register", new NewAccount("", "", ""), "");
  }

  @PostMapping("/register")
  @Rule(Who.EVERYBODY)
  String registered(
      @ModelAttribute NewAccount entered,
      @RequestParam(defaultValue = "") String role,
      Model model,
      HttpServletRequest request,
      HttpServletResponse response) {
    // Of all roles these two only: nobody makes an operator of himself.
    Who chosen = role.equals(Who.RIGHTS_HOLDER.name()) ? Who.RIGHTS_HOLDER : Who.DEVELOPER;
    Optional<String> problem = entered.problem(rule);
    if (problem.isEmpty() && !throttle.take(Networks.of(request.getRemoteAddr())).allowed()) {
      problem = Optional.of("sign-in.wait");
    }
    if (problem.isEmpty()) {
      register(entered, chosen);
      return "redirect:/sign-in?made";
    }
    response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
    model.addAttribute("role", chosen.name());
    return shown(model, "account/register", entered, problem.orElse(""));
  }

  /**
   * Makes the account, unless the address has one. Answer and time are the same for both, or
   * anybody could ask for anybody who has an account here: whose it is signs in by the password.
   */
  private void register(NewAccount entered, Who role) {
    try {
      accounts.create(
          entered.enteredEmail(),
          entered.enteredName(),
          Set.of(role),
          "",
          entered.enteredPassword());
    } catch (DuplicateKeyException e) {
      // The password was hashed before that was known, so that it took as long.
    }
  }

  private String begin(Account made, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    outcome.signIn(request, response, signIn.signedIn(made));
    return made.needsAuthenticator() ? "redirect:/account/authenticator" : "redirect:/account";
  }
}
