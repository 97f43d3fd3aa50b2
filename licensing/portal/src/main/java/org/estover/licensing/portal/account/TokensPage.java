package org.estover.licensing.portal.account;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.estover.licensing.portal.access.PlainText;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The tokens of one's programs: made, shown once, ended. */
@Controller
final class TokensPage {
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_PURPOSE = 64;

  private final Tokens tokens;
  private final Clock clock;

  TokensPage(Tokens tokens, Clock clock) {
    this.tokens = tokens;
    this.clock = clock;
  }

  @GetMapping("/account/tokens")
  @Rule(Who.ACCOUNT)
  String tokens(Visitor visitor, Model model) {
    return shown(visitor, model, "", "", "");
  }

  private String shown(Visitor visitor, Model model, String name, String problem, String secret) {
    model.addAttribute("tokens", tokens.of(visitor.accountId()));
    model.addAttribute("now", clock.instant());
    model.addAttribute("scopes", ApiToken.SCOPES);
    model.addAttribute("name", name);
    model.addAttribute("problem", problem);
    model.addAttribute("secret", secret);
    return "account/tokens";
  }

  @PostMapping("/account/tokens")
  @Rule(Who.ACCOUNT)
  String create(
      Visitor visitor,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") List<String> scopes,
      @RequestParam(defaultValue = "") String purpose,
      @RequestParam(defaultValue = "90") int days,
      Model model,
      HttpServletResponse response) {
    Set<String> chosen = new TreeSet<>(scopes);
    String problem = "";
    if (name.isBlank() || name.length() > LONGEST_NAME || !PlainText.isLine(name.strip())) {
      problem = "tokens.name-wrong";
    } else if (chosen.isEmpty() || !ApiToken.SCOPES.containsAll(chosen)) {
      problem = "tokens.scopes-wrong";
    } else if (!purpose.matches("[a-z0-9-]{0," + LONGEST_PURPOSE + "}")) {
      problem = "tokens.purpose-wrong";
    } else if (days < 1 || days > Tokens.LONGEST.toDays()) {
      problem = "tokens.days-wrong";
    } else if (tokens.isFull(visitor.accountId())) {
      problem = "tokens.too-many";
    }
    if (!problem.isEmpty()) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return shown(visitor, model, name, problem, "");
    }
    Tokens.Made made =
        tokens.create(visitor.accountId(), name.strip(), chosen, purpose, Duration.ofDays(days));
    return shown(visitor, model, "", "", made.secret());
  }

  @PostMapping("/account/tokens/{token}/revoke")
  @Rule(value = Who.ACCOUNT, things = @Rule.Thing(name = "token", kind = ThingKind.TOKEN))
  String revoke(@PathVariable String token) {
    tokens.revoke(token);
    return "redirect:/account/tokens";
  }
}
