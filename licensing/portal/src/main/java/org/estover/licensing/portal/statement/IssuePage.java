package org.estover.licensing.portal.statement;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.estover.ledger.LedgerRefusedException;
import org.estover.ledger.book.Period;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.TermsRefusedException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Issues a month's statements. */
@Controller
final class IssuePage {
  private final TrustDesk desk;

  IssuePage(TrustDesk desk) {
    this.desk = desk;
  }

  @GetMapping("/operator/statements")
  @Rule(Who.OPERATOR)
  String months(Model model) throws IOException {
    return show(model);
  }

  @PostMapping("/operator/statements")
  @Rule(Who.OPERATOR)
  String issue(@RequestParam String period, HttpServletResponse response, Model model)
      throws IOException {
    try {
      Period month = Period.parse(period.strip());
      desk.write(opened -> opened.trust().issueStatements(month));
      return "redirect:/operator/statements?done=" + month;
    } catch (TermsRefusedException | LedgerRefusedException | IllegalArgumentException e) {
      response.setStatus(HttpStatus.CONFLICT.value());
      model.addAttribute("refused", String.valueOf(e.getMessage()));
      return show(model);
    }
  }

  private String show(Model model) throws IOException {
    model.addAttribute("months", desk.read(opened -> Month.of(opened.trust())));
    return "statement/issue";
  }
}
