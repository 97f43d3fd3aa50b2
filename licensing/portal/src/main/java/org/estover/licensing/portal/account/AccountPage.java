package org.estover.licensing.portal.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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

/** One's own account: what it is, its password, where it is signed in. */
@Controller
final class AccountPage {
  /** What the form says where tokens are to go on: else they end, also for who sends no word. */
  private static final String KEEP = "keep";

  private static final int TRIES = 10;
  private static final Duration TIME = Duration.ofMinutes(15);

  private final Accounts accounts;
  private final Authenticators authenticators;
  private final Admissions admissions;
  private final Sessions sessions;
  private final Tokens tokens;
  private final PasswordRule rule;
  private final Throttle throttle;

  AccountPage(
      Accounts accounts,
      Authenticators authenticators,
      Admissions admissions,
      Sessions sessions,
      Tokens tokens,
      PasswordRule rule,
      Clock clock) {
    this.accounts = accounts;
    this.authenticators = authenticators;
    this.admissions = admissions;
    this.sessions = sessions;
    this.tokens = tokens;
    this.rule = rule;
    this.throttle = new Throttle(TRIES, TIME, clock);
  }

  @GetMapping("/account")
  @Rule(Who.ACCOUNT)
  String account(Visitor visitor, Model model, HttpServletRequest request) {
    return shown(visitor, model, request, "", "");
  }

  private String shown(
      Visitor visitor, Model model, HttpServletRequest request, String problem, String done) {
    Account account = own(visitor);
    model.addAttribute("account", account);
    model.addAttribute("roles", account.roles().stream().map(Who::name).sorted().toList());
    model.addAttribute("authenticator", authenticators.isConfirmed(account.id()));
    model.addAttribute("sessions", sessions.of(account.id(), request.getSession().getId()));
    model.addAttribute("waits", admissions.of(account.id()).isPresent());
    model.addAttribute("problem", problem);
    model.addAttribute("done", done);
    return "account/account";
  }

  private Account own(Visitor visitor) {
    return accounts
        .byId(visitor.accountId())
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  @PostMapping("/account/password")
  @Rule(Who.ACCOUNT)
  String password(
      Visitor visitor,
      @RequestParam(defaultValue = "") String current,
      @RequestParam(defaultValue = "") String fresh,
      @RequestParam(defaultValue = "") String tokens,
      Model model,
      HttpServletRequest request,
      HttpServletResponse response) {
    Account account = own(visitor);
    String problem = "";
    if (!throttle.take(account.id()).allowed()) {
      problem = "sign-in.wait";
    } else if (!accounts.isPassword(account, current)) {
      problem = "account.password-wrong";
    } else {
      problem = rule.against(fresh, List.of(account.name(), account.email())).orElse("");
    }
    if (!problem.isEmpty()) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return shown(visitor, model, request, problem, "");
    }
    accounts.changePassword(account.id(), fresh);
    sessions.endOthers(account.id(), request.getSession().getId());
    if (tokens.equals(KEEP)) {
      return shown(visitor, model, request, "", "account.password-changed");
    }
    this.tokens.revokeAll(account.id());
    return shown(visitor, model, request, "", "account.password-changed-tokens");
  }

  @PostMapping("/account/sessions/end")
  @Rule(Who.ACCOUNT)
  String end(Visitor visitor, @RequestParam(defaultValue = "") String session) {
    if (!sessions.end(visitor.accountId(), session)) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return "redirect:/account";
  }

  @PostMapping("/account/sessions/end-others")
  @Rule(Who.ACCOUNT)
  String endOthers(Visitor visitor, HttpServletRequest request) {
    sessions.endOthers(visitor.accountId(), request.getSession().getId());
    return "redirect:/account";
  }
}
