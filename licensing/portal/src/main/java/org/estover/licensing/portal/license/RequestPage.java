package org.estover.licensing.portal.license;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.estover.ledger.LedgerRefusedException;
import org.estover.licensing.portal.access.PlainText;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.account.Enrolment;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.TermsRefusedException;
import org.estover.licensing.terms.Trust;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.LicenseDecision;
import org.estover.licensing.terms.agreement.LicenseRequest;
import org.estover.licensing.terms.agreement.LicenseeClass;
import org.estover.licensing.terms.agreement.Offer;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * Asks for an offer that the trust decides on, or signs one: an open one, or one that was granted
 * on request. Who signs is shown the whole text, and sends its SHA-256 back, so that nobody signs
 * what they were not shown.
 */
@Controller
final class RequestPage {
  private static final String VIEW = "license/request";

  private final TrustDesk desk;
  private final Enrolment enrolment;
  private final Clock clock;
  private final MessageSource words;

  RequestPage(TrustDesk desk, Enrolment enrolment, Clock clock, MessageSource words) {
    this.desk = desk;
    this.enrolment = enrolment;
    this.clock = clock;
    this.words = words;
  }

  @GetMapping("/licenses/{offer}/request")
  @Rule(value = Who.ACCOUNT, things = @Rule.Thing(name = "offer", kind = ThingKind.PUBLIC))
  String form(@PathVariable("offer") String offerId, Visitor visitor, Model model)
      throws IOException {
    Map<String, String> fresh = new HashMap<>();
    fresh.put("from", today().toString());
    return show(known(offerId), visitor, fresh, model);
  }

  @PostMapping("/licenses/{offer}/request")
  @Rule(value = Who.ACCOUNT, things = @Rule.Thing(name = "offer", kind = ThingKind.PUBLIC))
  String send(
      @PathVariable("offer") String offerId,
      @RequestParam Map<String, String> form,
      Visitor visitor,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model)
      throws IOException {
    OfferView view = known(offerId);
    String refused = refused(view, visitor, form);
    if (refused.isEmpty()) {
      try {
        Visitor developer = developer(visitor, form, request, response);
        return mustAsk(view.offer(), developer)
            ? ask(view.offer(), developer, form)
            : sign(view, developer, form);
      } catch (TermsRefusedException | LedgerRefusedException | IllegalArgumentException e) {
        refused = String.valueOf(e.getMessage());
      } catch (DateTimeParseException e) {
        refused = say("license.refused.day", e.getParsedString());
      }
    }
    response.setStatus(HttpStatus.CONFLICT.value());
    model.addAttribute("refused", refused);
    return show(view, visitor, form, model);
  }

  private String ask(Offer offer, Visitor developer, Map<String, String> form) throws IOException {
    LicenseRequest asked =
        new LicenseRequest(
            offer.id(),
            developer.partyId(),
            LicenseeClass.of(text(form, "licensee")),
            text(form, "purpose"));
    desk.write(opened -> opened.trust().licenses().request(asked));
    return "redirect:/licenses/mine?asked=" + asked.id();
  }

  private String sign(OfferView view, Visitor developer, Map<String, String> form)
      throws IOException {
    String until = text(form, "until");
    Agreement agreement =
        new Agreement(
            view.offer().id(),
            developer.partyId(),
            view.text(),
            LocalDate.parse(text(form, "from")),
            until.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(until)),
            LicenseeClass.of(text(form, "licensee")),
            text(form, "foreign"));
    desk.write(opened -> opened.trust().licenses().sign(agreement));
    return "redirect:/agreements/" + agreement.id() + "?done=signed";
  }

  /** What the form itself is refused for, or "". */
  private String refused(OfferView view, Visitor visitor, Map<String, String> form) {
    if (!visitor.partyId().isEmpty() && !visitor.is(Who.DEVELOPER)) {
      return say("license.refused.holder");
    }
    if (!enrolment.isOpenTo(visitor)) {
      return say("license.refused.role");
    }
    if (!view.sha256().equals(text(form, "sha256"))) {
      return say("license.refused.changed");
    }
    return text(form, "agreed").isEmpty() ? say("license.refused.agree") : "";
  }

  /** The visitor as a developer; who acts for nobody yet is registered by what the form says. */
  private Visitor developer(
      Visitor visitor,
      Map<String, String> form,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (!visitor.partyId().isEmpty()) {
      return visitor;
    }
    if (visitor.isProgram()) {
      // Its token would become a session that may do more.
      throw new IllegalArgumentException(say("license.refused.program"));
    }
    String name = text(form, "name");
    String contact = text(form, "contact");
    if (name.isEmpty() || contact.isEmpty()) {
      throw new IllegalArgumentException(say("license.refused.name"));
    }
    if (!PlainText.isLine(name) || !PlainText.isLine(contact)) {
      throw new IllegalArgumentException(say("license.refused.line"));
    }
    String party =
        desk.write(
            opened -> {
              requireNobody(opened.trust(), name);
              return opened.trust().registerDeveloper(name, contact).id();
            });
    return enrolment.enrol(visitor, party, Who.DEVELOPER, request, response);
  }

  /** Whoever knows the name of a developer must not act for it by saying so. */
  private void requireNobody(Trust trust, String name) throws IOException {
    String id = trust.developerId(name);
    if (trust.parties().stream().anyMatch(party -> party.id().equals(id))) {
      throw new IllegalArgumentException(say("license.refused.taken", name));
    }
  }

  private String show(OfferView view, Visitor visitor, Map<String, String> form, Model model)
      throws IOException {
    model.addAttribute("view", view);
    model.addAttribute("form", form);
    model.addAttribute("asks", mustAsk(view.offer(), visitor));
    model.addAttribute("isNew", visitor.partyId().isEmpty());
    return VIEW;
  }

  /** Whether the trust has still to decide before this developer can sign. */
  private boolean mustAsk(Offer offer, Visitor visitor) throws IOException {
    if (!offer.conditions().onRequest()) {
      return false;
    }
    return desk.read(
        opened -> {
          for (LicenseRequest request : opened.trust().licenses().requests().values()) {
            if (request.offerId().equals(offer.id()) && visitor.actsFor(request.developerId())) {
              Optional<LicenseDecision> decision = opened.trust().licenses().decision(request.id());
              if (decision.isPresent() && decision.get().accepted()) {
                return false;
              }
            }
          }
          return true;
        });
  }

  private OfferView known(String offerId) throws IOException {
    String trust = desk.read(opened -> opened.trust().self().name());
    for (Offer offer : desk.read(opened -> opened.trust().offers())) {
      if (offer.id().equals(offerId)) {
        return OfferView.of(offer, Optional.empty(), trust);
      }
    }
    throw new ResponseStatusException(HttpStatus.NOT_FOUND);
  }

  private LocalDate today() {
    return LocalDate.now(clock);
  }

  private static String text(Map<String, String> form, String name) {
    return form.getOrDefault(name, "").strip();
  }

  private String say(String code, Object... arguments) {
    return words.getMessage(code, arguments, LocaleContextHolder.getLocale());
  }
}
