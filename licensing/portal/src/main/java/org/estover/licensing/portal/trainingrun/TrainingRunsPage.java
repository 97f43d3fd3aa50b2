package org.estover.licensing.portal.trainingrun;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.estover.ledger.LedgerRefusedException;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.TermsRefusedException;
import org.estover.licensing.terms.Trust;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.usage.DeclaredTraining;
import org.estover.licensing.terms.usage.TrainingRun;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A developer's training runs, and the form by which one is registered. */
@Controller
final class TrainingRunsPage {
  private final TrustDesk desk;
  private final MessageSource words;

  TrainingRunsPage(TrustDesk desk, MessageSource words) {
    this.desk = desk;
    this.words = words;
  }

  /** What a party has. */
  record Mine(List<Grant> grants, List<TrainingRun> runs) {

    static Mine of(Trust trust, String party) throws IOException {
      Map<String, Agreement> agreements = new HashMap<>();
      for (Agreement agreement : trust.agreements()) {
        if (!party.isEmpty() && agreement.developerId().equals(party)) {
          agreements.put(agreement.id(), agreement);
        }
      }
      Map<String, Grant> grants = new HashMap<>();
      List<Grant> inOrder = new ArrayList<>();
      for (Grant grant : trust.grants()) {
        if (agreements.containsKey(grant.agreementId())) {
          grants.put(grant.id(), grant);
          inOrder.add(grant);
        }
      }
      return new Mine(
          inOrder,
          trust.trainingRuns().stream().filter(run -> grants.containsKey(run.grantId())).toList());
    }
  }

  @GetMapping("/training-runs")
  @Rule(Who.ACCOUNT)
  String mine(Visitor visitor, @RequestParam(defaultValue = "") String agreement, Model model)
      throws IOException {
    model.addAttribute("form", Map.of("agreement", agreement));
    return show(visitor, model);
  }

  @PostMapping("/training-runs")
  @Rule(Who.DEVELOPER)
  String register(
      Visitor visitor,
      @RequestParam Map<String, String> form,
      HttpServletResponse response,
      Model model)
      throws IOException {
    String grant = text(form, "grant");
    String refused;
    Mine mine = desk.read(opened -> Mine.of(opened.trust(), visitor.partyId()));
    if (mine.grants().stream().noneMatch(each -> each.id().equals(grant))) {
      refused = say("run.refused.grant", grant);
    } else {
      try {
        DeclaredTraining declared =
            new DeclaredTraining(
                grant,
                text(form, "name"),
                number(form, "steps"),
                sequences(form),
                Optional.empty(),
                text(form, "foreign").isEmpty() ? 0 : number(form, "foreign"));
        String said = text(form, "day");
        @Nullable LocalDate day = said.isEmpty() ? null : LocalDate.parse(said);
        TrainingRun run = desk.write(o -> o.trust().trainings().register(declared, day));
        return "redirect:/training-runs/" + run.id();
      } catch (TermsRefusedException | LedgerRefusedException e) {
        refused = String.valueOf(e.getMessage());
      } catch (ArithmeticException e) {
        // Steps, sequences and their tokens are counted in 64 bits.
        refused = say("run.refused.large");
      } catch (IllegalArgumentException e) {
        refused = String.valueOf(e.getMessage());
      } catch (DateTimeParseException e) {
        refused = say("license.refused.day", e.getParsedString());
      }
    }
    response.setStatus(HttpStatus.CONFLICT.value());
    model.addAttribute("refused", refused);
    model.addAttribute("form", form);
    return show(visitor, model);
  }

  private String show(Visitor visitor, Model model) throws IOException {
    model.addAttribute("mine", desk.read(opened -> Mine.of(opened.trust(), visitor.partyId())));
    return "trainingrun/runs";
  }

  private int sequences(Map<String, String> form) {
    long sequences = number(form, "sequences");
    if (sequences > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(say("run.refused.sequences", text(form, "sequences")));
    }
    return (int) sequences;
  }

  private long number(Map<String, String> form, String name) {
    String text = text(form, name);
    if (!text.matches("[0-9]{1,18}")) {
      throw new IllegalArgumentException(say("run.refused.number", text));
    }
    return Long.parseLong(text);
  }

  private static String text(Map<String, String> form, String name) {
    return form.getOrDefault(name, "").strip();
  }

  private String say(String code, Object... arguments) {
    return words.getMessage(code, arguments, LocaleContextHolder.getLocale());
  }
}
