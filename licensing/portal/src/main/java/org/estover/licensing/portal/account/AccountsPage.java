package org.estover.licensing.portal.account;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.desk.TrustDesk;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The operators' list of accounts: whom they invite, whose account they end. */
@Controller
final class AccountsPage {
  private static final List<Who> ROLES =
      List.of(Who.DEVELOPER, Who.RIGHTS_HOLDER, Who.AUDITOR, Who.OPERATOR);

  private final Accounts accounts;
  private final Authenticators authenticators;
  private final Invitations invitations;
  private final Sessions sessions;
  private final Tokens tokens;
  private final Admissions admissions;
  private final TrustDesk desk;

  AccountsPage(
      Accounts accounts,
      Authenticators authenticators,
      Invitations invitations,
      Sessions sessions,
      Tokens tokens,
      Admissions admissions,
      TrustDesk desk) {
    this.accounts = accounts;
    this.authenticators = authenticators;
    this.invitations = invitations;
    this.sessions = sessions;
    this.tokens = tokens;
    this.admissions = admissions;
    this.desk = desk;
  }

  @GetMapping("/operator/accounts")
  @Rule(Who.OPERATOR)
  String accounts(Model model) {
    return shown(model, "", "", "");
  }

  private String shown(Model model, String party, String problem, String link) {
    model.addAttribute("accounts", accounts.all());
    model.addAttribute("waiting", admissions.all());
    model.addAttribute("choices", ROLES.stream().map(Who::name).toList());
    model.addAttribute("party", party);
    model.addAttribute("problem", problem);
    model.addAttribute("link", link);
    return "account/accounts";
  }

  @PostMapping("/operator/accounts/invitations")
  @Rule(Who.OPERATOR)
  String invite(
      Visitor visitor,
      @RequestParam String role,
      @RequestParam(defaultValue = "") String party,
      Model model,
      HttpServletResponse response)
      throws IOException {
    String partyId = party.strip();
    Who chosen = role(role);
    boolean acts = chosen == Who.DEVELOPER || chosen == Who.RIGHTS_HOLDER;
    if (!partyId.isEmpty() && (!acts || !isParty(partyId))) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return shown(model, partyId, "accounts.party-wrong", "");
    }
    return shown(
        model, "", "", invitations.create(chosen, partyId, visitor.accountId()).toString());
  }

  private boolean isParty(String id) throws IOException {
    return desk.read(
        opened -> opened.trust().parties().stream().anyMatch(party -> party.id().equals(id)));
  }

  private static Who role(String name) {
    return ROLES.stream()
        .filter(role -> role.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
  }

  @PostMapping("/operator/accounts/end")
  @Rule(Who.OPERATOR)
  String end(Visitor visitor, @RequestParam String account, Model model) {
    if (account.equals(visitor.accountId())) {
      return shown(model, "", "accounts.not-oneself", "");
    }
    Account found = found(account);
    accounts.activate(found.id(), false);
    tokens.revokeAll(found.id());
    invitations.endAll(found.id());
    sessions.endOthers(found.id(), "");
    return "redirect:/operator/accounts";
  }

  @PostMapping("/operator/accounts/reopen")
  @Rule(Who.OPERATOR)
  String reopen(Visitor visitor, @RequestParam String account) {
    Account found = found(account);
    if (!found.active()) {
      admissions.reopen(found, visitor.accountId());
    }
    return "redirect:/operator/accounts";
  }

  /**
   * For who lost both the app and the recovery codes: the next sign-in sets up another. With an
   * operator's password, whoever could do that alone would be that operator, too.
   */
  @PostMapping("/operator/accounts/forget-authenticator")
  @Rule(Who.OPERATOR)
  String forgetAuthenticator(Visitor visitor, @RequestParam String account) {
    Account found = found(account);
    admissions.again(found, visitor.accountId());
    sessions.endOthers(found.id(), "");
    authenticators.remove(found.id());
    return "redirect:/operator/accounts";
  }

  private Account found(String id) {
    return accounts.byId(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }
}
