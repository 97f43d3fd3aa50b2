package org.estover.licensing.portal.casefile;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.TermsRefusedException;
import org.estover.licensing.terms.claim.ControlCheck;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The tracker: whoever has a receipt code sees their case, writes, proves and takes back. */
@Controller
final class CasePage {
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Field MESSAGE = Field.words("message");
  private static final int MESSAGES_A_DAY = 20;
  private static final int CHECKS_AN_HOUR = 20;
  private static final String CHECK = "control-check";

  private final Cases cases;
  private final CaseViews views;
  private final CaseOwnership ownership;
  private final ControlProof control;
  private final Attempts attempts;
  private final TrustDesk desk;
  private final Clock clock;

  CasePage(
      Cases cases,
      CaseViews views,
      CaseOwnership ownership,
      ControlProof control,
      Attempts attempts,
      TrustDesk desk,
      Clock clock) {
    this.cases = cases;
    this.views = views;
    this.ownership = ownership;
    this.control = control;
    this.attempts = attempts;
    this.desk = desk;
    this.clock = clock;
  }

  /** A row of the timeline. */
  record Row(String at, String kind, String author, List<String> lines, long logIndex) {
    static Row of(CaseEvent event) {
      return new Row(
          MINUTES.format(event.at()),
          event.kind(),
          event.author(),
          event.words().lines().toList(),
          event.logIndex());
    }
  }

  @GetMapping("/cases")
  @Rule(Who.EVERYBODY)
  String enter() {
    return "casefile/enter";
  }

  @PostMapping("/cases")
  @Rule(Who.EVERYBODY)
  String open(@RequestParam(defaultValue = "") String code, Model model) {
    String typed = Codes.typed(code);
    if (typed.matches("[a-z0-9_-]{1,80}") && ownership.opens(typed)) {
      return "redirect:/cases/" + typed;
    }
    model.addAttribute("wrong", true);
    return "casefile/enter";
  }

  @GetMapping("/cases/{code}")
  @Rule(value = Who.EVERYBODY, things = @Rule.Thing(name = "code", kind = ThingKind.CASE))
  String show(@PathVariable String code, Model model) throws IOException {
    return show(code, "", model);
  }

  private String show(String code, String problem, Model model) throws IOException {
    CaseView view = views.of(code).orElseThrow(CasePage::missing);
    CaseFile file = view.file();
    model.addAttribute("code", Codes.typed(code));
    model.addAttribute("file", file);
    model.addAttribute("opened", MINUTES.format(file.opened()));
    model.addAttribute("overdue", view.isOverdue());
    model.addAttribute("daysLeft", ChronoUnit.DAYS.between(view.today(), file.due()));
    model.addAttribute("rows", view.events().stream().map(Row::of).toList());
    model.addAttribute("claim", view.claim().orElse(null));
    model.addAttribute("task", view.task().orElse(null));
    model.addAttribute("later", view.laterReleases());
    model.addAttribute("unprovenUntil", view.proveBy().map(LocalDate::toString).orElse(""));
    model.addAttribute("problem", problem);
    return "casefile/case";
  }

  @GetMapping("/cases/{code}/receipt")
  @Rule(value = Who.EVERYBODY, things = @Rule.Thing(name = "code", kind = ThingKind.CASE))
  String receipt(@PathVariable String code, Model model) {
    CaseFile file = found(code);
    model.addAttribute("code", Codes.typed(code));
    model.addAttribute("file", file);
    model.addAttribute("opened", MINUTES.format(file.opened()));
    model.addAttribute("task", control.task(file).orElse(null));
    model.addAttribute(
        "unprovenUntil", CaseViews.proveBy(file).map(LocalDate::toString).orElse(""));
    return "casefile/receipt";
  }

  @PostMapping("/cases/{code}/messages")
  @Rule(value = Who.EVERYBODY, things = @Rule.Thing(name = "code", kind = ThingKind.CASE))
  String write(
      @PathVariable String code, @RequestParam(defaultValue = "") String message, Model model)
      throws IOException {
    CaseFile file = found(code);
    Instant now = clock.instant();
    String problem = MESSAGE.problem(message);
    if (problem.isEmpty()
        && cases.messagesSince(file.id(), now.minus(Duration.ofDays(1))) >= MESSAGES_A_DAY) {
      problem = "case.message.many";
    }
    if (!problem.isEmpty()) {
      model.addAttribute("message", message);
      return show(code, problem, model);
    }
    cases.add(file.id(), CaseEvent.of(now, "message", CaseEvent.FILER, message.strip()));
    return back(code);
  }

  @PostMapping("/cases/{code}/check")
  @Rule(value = Who.EVERYBODY, things = @Rule.Thing(name = "code", kind = ThingKind.CASE))
  String check(@PathVariable String code, Model model) throws IOException {
    CaseFile file = found(code);
    if (!file.isOpen()) {
      return back(code);
    }
    if (!attempts.mayTry(CHECK, CHECKS_AN_HOUR)) {
      return show(code, "case.check.many", model);
    }
    attempts.count(CHECK);
    List<ControlCheck.Look> looks = control.look(file);
    return ControlCheck.proof(looks).isPresent()
        ? back(code)
        : show(code, "case.check.nothing", model);
  }

  @PostMapping("/cases/{code}/withdraw")
  @Rule(value = Who.EVERYBODY, things = @Rule.Thing(name = "code", kind = ThingKind.CASE))
  String withdraw(@PathVariable String code, Model model) throws IOException {
    CaseFile file = views.upToDate(found(code));
    if (!file.isOpen() || file.kind() == CaseKind.DISPUTE) {
      return show(code, "case.withdraw.late", model);
    }
    try {
      long index = file.kind() == CaseKind.CLAIM ? withdrawClaim(file) : -1;
      cases.withdraw(file.id(), index);
    } catch (TermsRefusedException e) {
      model.addAttribute("refused", e.getMessage());
      return show(code, "", model);
    }
    return back(code);
  }

  private long withdrawClaim(CaseFile file) throws IOException {
    if (file.thing().isEmpty()) {
      return -1;
    }
    return desk.write(
        opened -> {
          opened.trust().claims().withdraw(file.thing(), cases.today());
          return opened.ledger().checkpoint().size() - 1;
        });
  }

  private CaseFile found(String code) {
    return cases.byCode(code).orElseThrow(CasePage::missing);
  }

  private static ResponseStatusException missing() {
    return new ResponseStatusException(HttpStatus.NOT_FOUND);
  }

  private static String back(String code) {
    return "redirect:/cases/" + Codes.typed(code);
  }
}
