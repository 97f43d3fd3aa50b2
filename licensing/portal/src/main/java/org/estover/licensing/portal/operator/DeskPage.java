package org.estover.licensing.portal.operator;

import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.casefile.CaseEvent;
import org.estover.licensing.portal.casefile.CaseFile;
import org.estover.licensing.portal.casefile.CaseKind;
import org.estover.licensing.portal.casefile.Cases;
import org.estover.licensing.portal.casefile.ControlProof;
import org.estover.licensing.portal.casefile.Field;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.portal.statement.Month;
import org.estover.licensing.terms.TermsRefusedException;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The operators' desk: what waits, a case, an act, and proposals. Auditors read all of it. */
@Controller
final class DeskPage {
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Field MESSAGE = Field.words("message");

  /** How many proposals a page shows. */
  private static final int SHOWN = 50;

  private final Queue queue;
  private final Cases cases;
  private final ControlProof control;
  private final Proposals proposals;
  private final FourEyes fourEyes;
  private final TrustDesk desk;
  private final MessageSource texts;
  private final Clock clock;

  DeskPage(
      Queue queue,
      Cases cases,
      ControlProof control,
      Proposals proposals,
      FourEyes fourEyes,
      TrustDesk desk,
      MessageSource texts,
      Clock clock) {
    this.queue = queue;
    this.cases = cases;
    this.control = control;
    this.proposals = proposals;
    this.fourEyes = fourEyes;
    this.desk = desk;
    this.texts = texts;
    this.clock = clock;
  }

  /** A row of a case's timeline. */
  record Row(String at, String kind, String author, String words, long logIndex) {}

  /** A way on from a case. */
  record Way(String act, String thing) {}

  @GetMapping("/operator")
  @Rule(Who.OPERATOR)
  String queue(
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(defaultValue = "") String only,
      Model model)
      throws IOException {
    List<Queue.Item> all = queue.items();
    model.addAttribute(
        "items",
        all.stream()
            .filter(item -> kind.isEmpty() || item.kind().equals(kind))
            .filter(item -> !only.equals("overdue") || item.overdue())
            .toList());
    model.addAttribute("all", all.size());
    model.addAttribute("late", all.stream().filter(Queue.Item::overdue).count());
    model.addAttribute("kind", kind);
    model.addAttribute("only", only);
    model.addAttribute("proposals", proposals.open(0, SHOWN));
    model.addAttribute(
        "months",
        desk.read(opened -> Month.of(opened.trust())).stream()
            .filter(month -> month.waiting() > 0)
            .toList());
    return "operator/queue";
  }

  @GetMapping("/operator/cases/{id}")
  @Rule(value = Who.OPERATOR, things = @Rule.Thing(name = "id", kind = ThingKind.PUBLIC))
  String show(@PathVariable String id, Visitor visitor, Model model) {
    return caseFile(found(id), "", visitor, model);
  }

  private String caseFile(CaseFile file, String problem, Visitor visitor, Model model) {
    model.addAttribute("file", file);
    model.addAttribute("facts", CaseAct.facts(file));
    model.addAttribute(
        "rows",
        cases.events(file.id()).stream()
            .map(
                event ->
                    new Row(
                        MINUTES.format(event.at()),
                        event.kind(),
                        event.author(),
                        event.words(),
                        event.logIndex()))
            .toList());
    model.addAttribute("ways", file.isOpen() ? ways(file) : List.of());
    List<Proposal> open = new ArrayList<>(proposals.openOf(file.id()));
    if (!file.thing().isEmpty()) {
      open.addAll(proposals.openOf(file.thing()));
    }
    if (file.kind() == CaseKind.OPT_OUT) {
      open.addAll(proposals.openOf(file.place()));
    }
    model.addAttribute("proposals", open);
    model.addAttribute("overdue", file.isOverdue(cases.today()));
    model.addAttribute("task", control.task(file).orElse(null));
    model.addAttribute("problem", problem);
    model.addAttribute("acts", visitor.is(Who.OPERATOR));
    return "operator/case";
  }

  private static List<Way> ways(CaseFile file) {
    Way answer = new Way(CaseAct.KIND, file.id());
    return switch (file.kind()) {
      case CLAIM ->
          file.thing().isEmpty() ? List.of(answer) : List.of(new Way(ClaimAct.KIND, file.thing()));
      case DISPUTE ->
          file.thing().isEmpty()
              ? List.of(answer)
              : List.of(new Way(DisputeAct.KIND, file.thing()));
      case OPT_OUT -> List.of(new Way(WithdrawalAct.KIND, file.place()), answer);
      case CORRECTION -> List.of(answer);
    };
  }

  @PostMapping("/operator/cases/{id}/messages")
  @Rule(value = Who.OPERATOR, things = @Rule.Thing(name = "id", kind = ThingKind.PUBLIC))
  String write(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String message,
      Visitor visitor,
      Model model) {
    CaseFile file = found(id);
    String problem = MESSAGE.problem(message);
    if (!problem.isEmpty()) {
      model.addAttribute("message", message);
      return caseFile(file, problem, visitor, model);
    }
    cases.add(id, CaseEvent.of(clock.instant(), "message", CaseEvent.TRUST, message.strip()));
    return "redirect:/operator/cases/" + file.id();
  }

  @PostMapping("/operator/cases/{id}/check")
  @Rule(value = Who.OPERATOR, things = @Rule.Thing(name = "id", kind = ThingKind.PUBLIC))
  String check(@PathVariable String id) {
    CaseFile file = found(id);
    control.look(file);
    return "redirect:/operator/cases/" + file.id();
  }

  private CaseFile found(String id) {
    return cases.byId(id).orElseThrow(DeskPage::notFound);
  }

  @GetMapping("/operator/acts/{kind}")
  @Rule(value = Who.OPERATOR, things = @Rule.Thing(name = "kind", kind = ThingKind.PUBLIC))
  String act(
      @PathVariable String kind,
      @RequestParam(defaultValue = "") String thing,
      @RequestParam(name = FourEyes.CASE, defaultValue = "") String caseId,
      Visitor visitor,
      Model model)
      throws IOException {
    Act act = fourEyes.act(kind).orElseThrow(DeskPage::notFound);
    SortedMap<String, String> words = new TreeMap<>();
    words.putAll(act.usual());
    words.put(Act.THING, thing);
    if (!caseId.isEmpty()) {
      words.put(FourEyes.CASE, caseId);
    }
    return actPage(act, words, Map.of(), "", visitor, model);
  }

  private String actPage(
      Act act,
      SortedMap<String, String> words,
      Map<String, String> problems,
      String refused,
      Visitor visitor,
      Model model)
      throws IOException {
    String thing = words.getOrDefault(Act.THING, "");
    List<Act.Fact> facts = List.of();
    String why = refused;
    // Where the thing is itself a field there is nothing to look at before it is entered.
    boolean named = act.fields().stream().noneMatch(field -> field.name().equals(Act.THING));
    if (named) {
      try {
        facts = fourEyes.outlook(act, words).facts();
      } catch (TermsRefusedException | IllegalArgumentException e) {
        why = why.isEmpty() ? String.valueOf(e.getMessage()) : why;
      }
    }
    model.addAttribute("kind", act.kind());
    model.addAttribute("thing", thing);
    model.addAttribute("named", named);
    model.addAttribute("caseId", words.getOrDefault(FourEyes.CASE, ""));
    model.addAttribute("facts", facts);
    model.addAttribute("fields", act.fields());
    model.addAttribute("values", words);
    model.addAttribute("problems", problems);
    model.addAttribute("refused", why);
    model.addAttribute("proposals", thing.isEmpty() ? List.of() : proposals.openOf(thing));
    model.addAttribute("acts", visitor.is(Who.OPERATOR) && (!named || !facts.isEmpty()));
    return "operator/act";
  }

  @PostMapping("/operator/acts/{kind}")
  @Rule(value = Who.OPERATOR, things = @Rule.Thing(name = "kind", kind = ThingKind.PUBLIC))
  String propose(
      @PathVariable String kind,
      @RequestParam Map<String, String> entered,
      Visitor visitor,
      Locale locale,
      Model model)
      throws IOException {
    Act act = fourEyes.act(kind).orElseThrow(DeskPage::notFound);
    SortedMap<String, String> words = new TreeMap<>();
    words.put(Act.THING, entered.getOrDefault(Act.THING, "").strip());
    Map<String, String> problems = new TreeMap<>();
    for (Field field : act.fields()) {
      String value = entered.getOrDefault(field.name(), "").strip().replace("\r\n", "\n");
      words.put(field.name(), value);
      String problem = field.problem(value);
      if (!problem.isEmpty()) {
        problems.put(field.name(), texts.getMessage(problem, null, problem, locale));
      }
    }
    String caseId = entered.getOrDefault(FourEyes.CASE, "");
    if (!caseId.isEmpty()) {
      words.put(FourEyes.CASE, found(caseId).id());
    }
    if (!problems.isEmpty()) {
      return actPage(act, words, problems, "", visitor, model);
    }
    try {
      return "redirect:/operator/proposals/" + fourEyes.propose(visitor, act, words);
    } catch (TermsRefusedException | IllegalArgumentException e) {
      return actPage(act, words, problems, String.valueOf(e.getMessage()), visitor, model);
    }
  }

  @GetMapping("/operator/proposals")
  @Rule(Who.OPERATOR)
  String proposals(
      @RequestParam(defaultValue = "0") int from,
      @RequestParam(name = "ended", defaultValue = "0") int endedFrom,
      Model model) {
    model.addAttribute("open", proposals.open(from, SHOWN));
    model.addAttribute("ended", proposals.ended(endedFrom, SHOWN));
    return "operator/proposals";
  }

  @GetMapping("/operator/proposals/{proposal}")
  @Rule(value = Who.OPERATOR, things = @Rule.Thing(name = "proposal", kind = ThingKind.PUBLIC))
  String proposal(@PathVariable String proposal, Visitor visitor, Model model) {
    return proposalPage(proposal, "", visitor, model);
  }

  private String proposalPage(String id, String refused, Visitor visitor, Model model) {
    Proposal proposal = proposals.find(id).orElseThrow(DeskPage::notFound);
    model.addAttribute("proposal", proposal);
    model.addAttribute("proposed", MINUTES.format(proposal.proposed()));
    model.addAttribute("ended", proposal.ended() == null ? "" : MINUTES.format(proposal.ended()));
    model.addAttribute("fields", fourEyes.act(proposal.kind()).map(Act::fields).orElse(List.of()));
    model.addAttribute("refused", refused);
    model.addAttribute("own", proposal.proposedBy().equals(visitor.accountId()));
    model.addAttribute("acts", visitor.is(Who.OPERATOR) && proposal.isOpen());
    return "operator/proposal";
  }

  @PostMapping("/operator/proposals/{proposal}/confirm")
  @Rule(value = Who.OPERATOR, things = @Rule.Thing(name = "proposal", kind = ThingKind.PUBLIC))
  String confirm(
      @PathVariable String proposal,
      @RequestParam(defaultValue = "") String digest,
      Visitor visitor,
      Locale locale,
      Model model)
      throws IOException {
    try {
      fourEyes.confirm(visitor, proposal, digest);
    } catch (ProposalRefusedException e) {
      String why = texts.getMessage(e.key(), null, e.key(), locale);
      return proposalPage(proposal, String.valueOf(why), visitor, model);
    } catch (TermsRefusedException e) {
      return proposalPage(proposal, String.valueOf(e.getMessage()), visitor, model);
    }
    return "redirect:/operator/proposals/" + proposal;
  }

  @PostMapping("/operator/proposals/{proposal}/decline")
  @Rule(value = Who.OPERATOR, things = @Rule.Thing(name = "proposal", kind = ThingKind.PUBLIC))
  String decline(
      @PathVariable String proposal,
      @RequestParam(defaultValue = "") String reason,
      Visitor visitor) {
    Proposal found = proposals.find(proposal).orElseThrow(DeskPage::notFound);
    fourEyes.decline(visitor, found.id(), reason.strip());
    return "redirect:/operator/proposals/" + found.id();
  }

  private static ResponseStatusException notFound() {
    return new ResponseStatusException(HttpStatus.NOT_FOUND);
  }
}
