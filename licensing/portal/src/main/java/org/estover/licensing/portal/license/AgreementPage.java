package org.estover.licensing.portal.license;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.estover.ledger.LedgerRefusedException;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.TermsRefusedException;
import org.estover.licensing.terms.agreement.AgreementEnd;
import org.estover.licensing.terms.agreement.Grant;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** An agreement: its terms, what is granted and used under it, and what is due when. */
@Controller
final class AgreementPage {
  private final TrustDesk desk;
  private final Clock clock;
  private final MessageSource words;

  AgreementPage(TrustDesk desk, Clock clock, MessageSource words) {
    this.desk = desk;
    this.clock = clock;
    this.words = words;
  }

  @GetMapping("/agreements/{agreement}")
  @Rule(
      value = {Who.DEVELOPER, Who.OPERATOR},
      things = @Rule.Thing(name = "agreement", kind = ThingKind.AGREEMENT))
  String agreement(@PathVariable("agreement") String id, Model model) throws IOException {
    model.addAttribute("form", Map.of());
    return show(id, model);
  }

  @PostMapping("/agreements/{agreement}/grants")
  @Rule(value = Who.DEVELOPER, things = @Rule.Thing(name = "agreement", kind = ThingKind.AGREEMENT))
  String grant(
      @PathVariable("agreement") String id,
      @RequestParam Map<String, String> form,
      HttpServletResponse response,
      Model model)
      throws IOException {
    try {
      Grant grant = new Grant(id, text(form, "release"), text(form, "purpose"));
      desk.write(opened -> opened.trust().granting().grant(grant, LocalDate.now(clock)));
      return "redirect:/agreements/" + id + "?done=granted#grants";
    } catch (TermsRefusedException | LedgerRefusedException | IllegalArgumentException e) {
      return again(id, "grant", String.valueOf(e.getMessage()), form, response, model);
    }
  }

  @PostMapping("/agreements/{agreement}/end")
  @Rule(value = Who.DEVELOPER, things = @Rule.Thing(name = "agreement", kind = ThingKind.AGREEMENT))
  String end(
      @PathVariable("agreement") String id,
      @RequestParam Map<String, String> form,
      HttpServletResponse response,
      Model model)
      throws IOException {
    String refused;
    try {
      LocalDate day = LocalDate.parse(text(form, "day"));
      if (day.isBefore(LocalDate.now(clock))) {
        refused = say("agreement.refused.past", day);
      } else if (text(form, "reason").isEmpty()) {
        refused = say("agreement.refused.reason");
      } else {
        AgreementEnd end = new AgreementEnd(id, day, text(form, "reason"));
        desk.write(opened -> opened.trust().licenses().end(end));
        return "redirect:/agreements/" + id + "?done=ended";
      }
    } catch (TermsRefusedException | LedgerRefusedException e) {
      refused = String.valueOf(e.getMessage());
    } catch (DateTimeParseException e) {
      refused = say("license.refused.day", e.getParsedString());
    }
    return again(id, "end", refused, form, response, model);
  }

  private String again(
      String id,
      String which,
      String refused,
      Map<String, String> form,
      HttpServletResponse response,
      Model model)
      throws IOException {
    response.setStatus(HttpStatus.CONFLICT.value());
    model.addAttribute("form", form);
    model.addAttribute("refused", refused);
    model.addAttribute("refusedForm", which);
    return show(id, model);
  }

  private String show(String id, Model model) throws IOException {
    LocalDate today = LocalDate.now(clock);
    model.addAttribute("today", today);
    model.addAttribute("view", desk.read(opened -> AgreementView.of(opened.trust(), id, today)));
    return "license/agreement";
  }

  private static String text(Map<String, String> form, String name) {
    return form.getOrDefault(name, "").strip();
  }

  private String say(String code, Object... arguments) {
    return words.getMessage(code, arguments, LocaleContextHolder.getLocale());
  }
}
