package org.estover.licensing.portal.claim;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.casefile.Attempts;
import org.estover.licensing.portal.casefile.CaseFile;
import org.estover.licensing.portal.casefile.Cases;
import org.estover.licensing.portal.casefile.Field;
import org.estover.licensing.terms.TermsRefusedException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The wizards: a page that explains, a question a page, all answers checked, sent. */
@Controller
final class WizardPage {
  private static final String SEND = "send";
  private static final int SENDS_AN_HOUR = 20;
  private static final Field PLACE = Field.line("place", 2000);
  private static final String BEGIN = "begin";

  /** Drafts are kept for weeks, and anybody may begin them. */
  private static final int DRAFTS_AN_HOUR = 100;

  private final Drafts drafts;
  private final DraftCookie cookie;
  private final Checks checks;
  private final Places places;
  private final Sending sending;
  private final Cases cases;
  private final Attempts attempts;
  private final MessageSource texts;

  WizardPage(
      Drafts drafts,
      DraftCookie cookie,
      Checks checks,
      Places places,
      Sending sending,
      Cases cases,
      Attempts attempts,
      MessageSource texts) {
    this.drafts = drafts;
    this.cookie = cookie;
    this.checks = checks;
    this.places = places;
    this.sending = sending;
    this.cases = cases;
    this.attempts = attempts;
    this.texts = texts;
  }

  /** An answer as the last page shows it. */
  record Answer(String question, String field, String words, boolean choice) {}

  @GetMapping("/{flow:claims|opt-out|disputes|corrections}")
  @Rule(value = Who.EVERYBODY, things = @Rule.Thing(name = "flow", kind = ThingKind.PUBLIC))
  String start(
      @PathVariable String flow,
      @RequestParam(defaultValue = "") String place,
      HttpServletRequest request,
      Model model) {
    model.addAttribute("flow", flow);
    model.addAttribute("place", place);
    String code = cookie.code(request);
    boolean begun = drafts.find(code).filter(draft -> draft.flow().word().equals(flow)).isPresent();
    model.addAttribute("begun", begun ? code : "");
    return "claim/start";
  }

  @PostMapping("/{flow:claims|opt-out|disputes|corrections}")
  @Rule(value = Who.EVERYBODY, things = @Rule.Thing(name = "flow", kind = ThingKind.PUBLIC))
  String begin(
      @PathVariable String flow,
      @RequestParam(defaultValue = "") String place,
      HttpServletResponse response) {
    Flow asked = Flow.of(flow);
    Map<String, String> answers = new TreeMap<>();
    if (PLACE.problem(place.strip()).isEmpty()) {
      answers.put("place", place.strip());
      answers.put("subject", "place");
    }
    count(BEGIN, DRAFTS_AN_HOUR);
    String code = drafts.begin(asked, answers);
    cookie.remember(code, response);
    return "redirect:/drafts/" + code + "/" + asked.first();
  }

  @PostMapping("/cases/{code}/correct")
  @Rule(value = Who.EVERYBODY, things = @Rule.Thing(name = "code", kind = ThingKind.CASE))
  String correct(@PathVariable String code) {
    CaseFile file = cases.byCode(code).filter(CaseFile::isOpen).orElseThrow(WizardPage::notFound);
    Map<String, String> answers = new TreeMap<>();
    answers.put(Draft.CORRECTS, file.id());
    answers.put("place", file.place());
    answers.put("subject", "place");
    answers.put("filer", file.filer());
    answers.put("contact", file.contact());
    Flow flow = Flow.of(file.kind());
    count(BEGIN, DRAFTS_AN_HOUR);
    return "redirect:/drafts/" + drafts.begin(flow, answers) + "/" + flow.first();
  }

  @GetMapping("/drafts/{draft}/{question}")
  @Rule(
      value = Who.EVERYBODY,
      things = {
        @Rule.Thing(name = "draft", kind = ThingKind.DRAFT),
        @Rule.Thing(name = "question", kind = ThingKind.PUBLIC)
      })
  String ask(
      @PathVariable String draft,
      @PathVariable String question,
      @RequestParam(defaultValue = "") String change,
      Model model)
      throws IOException {
    Draft found = found(draft);
    model.addAttribute("change", change);
    return question.equals(Flow.CHECK)
        ? checkPage(draft, found, "", model)
        : questionPage(draft, found, question(found, question), found.answers(), Map.of(), model);
  }

  @PostMapping("/drafts/{draft}/{question}")
  @Rule(
      value = Who.EVERYBODY,
      things = {
        @Rule.Thing(name = "draft", kind = ThingKind.DRAFT),
        @Rule.Thing(name = "question", kind = ThingKind.PUBLIC)
      })
  String answer(
      @PathVariable String draft,
      @PathVariable String question,
      @RequestParam Map<String, String> entered,
      @RequestParam(defaultValue = "") String change,
      Locale locale,
      Model model)
      throws IOException {
    Draft found = found(draft);
    if (question.equals(SEND)) {
      return send(draft, found, model);
    }
    Flow.Question asked = question(found, question);
    Map<String, String> answers = new TreeMap<>();
    for (Field field : asked.fields()) {
      answers.put(
          field.name(), entered.getOrDefault(field.name(), "").strip().replace("\r\n", "\n"));
    }
    Map<String, String> problems = checks.problems(found.flow(), asked, answers);
    if (!problems.isEmpty()) {
      model.addAttribute("change", change);
      problems.replaceAll((field, key) -> texts.getMessage(key, null, key, locale));
      return questionPage(draft, found, asked, answers, problems, model);
    }
    drafts.answer(draft, answers);
    String next = found.flow().after(asked);
    return "redirect:/drafts/" + draft + "/" + (change.isEmpty() ? next : Flow.CHECK);
  }

  private void count(String what, int most) {
    if (!attempts.mayTry(what, most)) {
      throw new ResponseStatusException(HttpStatus.TOO_MANY_REQUESTS);
    }
    attempts.count(what);
  }

  private String send(String code, Draft draft, Model model) throws IOException {
    if (!draft.flow().missing(draft).isEmpty()) {
      return "redirect:/drafts/" + code + "/" + draft.flow().missing(draft);
    }
    count(SEND, SENDS_AN_HOUR);
    String corrected = draft.answer(Draft.CORRECTS);
    if (!corrected.isEmpty()) {
      return sendCorrection(code, draft, corrected, model);
    }
    try {
      Cases.Receipt receipt = sending.send(draft);
      if (!drafts.remove(code)) {
        // Sent twice at once: the first one stands.
        cases.drop(receipt.file().id());
        throw notFound();
      }
      return "redirect:/cases/" + receipt.code() + "/receipt";
    } catch (TermsRefusedException e) {
      return checkPage(code, draft, String.valueOf(e.getMessage()), model);
    }
  }

  private String sendCorrection(String code, Draft draft, String corrected, Model model)
      throws IOException {
    CaseFile file =
        cases.byId(corrected).filter(CaseFile::isOpen).orElseThrow(WizardPage::notFound);
    try {
      sending.correct(file, draft);
    } catch (TermsRefusedException e) {
      return checkPage(code, draft, String.valueOf(e.getMessage()), model);
    }
    drafts.remove(code);
    model.addAttribute("caseId", file.id());
    return "claim/corrected";
  }

  private String questionPage(
      String code,
      Draft draft,
      Flow.Question question,
      Map<String, String> values,
      Map<String, String> problems,
      Model model)
      throws IOException {
    Flow flow = draft.flow();
    model.addAttribute("draft", code);
    model.addAttribute("flow", flow.word());
    model.addAttribute("question", question.name());
    model.addAttribute("fields", question.fields());
    model.addAttribute("values", values);
    model.addAttribute("problems", problems);
    model.addAttribute("number", flow.questions().indexOf(question) + 1);
    model.addAttribute("of", flow.questions().size());
    model.addAttribute("back", flow.before(question));
    model.addAttribute("until", draft.expires().toString().substring(0, 10));
    boolean previews = flow == Flow.OPT_OUT && question.name().equals("copies");
    Places.@Nullable Impact impact = previews ? places.impact(draft.answer("place")) : null;
    model.addAttribute("impact", impact);
    model.addAttribute("place", draft.answer("place"));
    return "claim/question";
  }

  private String checkPage(String code, Draft draft, String refused, Model model) {
    String missing = draft.flow().missing(draft);
    if (!missing.isEmpty()) {
      return "redirect:/drafts/" + code + "/" + missing;
    }
    List<Answer> answers = new ArrayList<>();
    for (Flow.Question question : draft.flow().questions()) {
      for (Field field : question.fields()) {
        answers.add(
            new Answer(
                question.name(),
                field.name(),
                draft.answer(field.name()),
                field.type() == Field.Type.CHOICE));
      }
    }
    model.addAttribute("draft", code);
    model.addAttribute("flow", draft.flow().word());
    model.addAttribute("answers", answers);
    model.addAttribute("refused", refused);
    model.addAttribute("until", draft.expires().toString().substring(0, 10));
    return "claim/check";
  }

  private Draft found(String code) {
    return drafts.find(code).orElseThrow(WizardPage::notFound);
  }

  private static Flow.Question question(Draft draft, String name) {
    Optional<Flow.Question> question = draft.flow().question(name);
    return question.orElseThrow(WizardPage::notFound);
  }

  private static ResponseStatusException notFound() {
    return new ResponseStatusException(HttpStatus.NOT_FOUND);
  }
}
