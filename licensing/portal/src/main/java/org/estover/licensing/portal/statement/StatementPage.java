package org.estover.licensing.portal.statement;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.estover.ledger.log.LogReader;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.portal.ledger.LogIndex;
import org.estover.licensing.portal.license.StepView;
import org.estover.licensing.terms.statement.Statement;
import org.estover.licensing.terms.statement.StatementCheck;
import org.estover.licensing.terms.statement.StatementPart;
import org.estover.licensing.terms.statement.StatementSeal;
import org.estover.licensing.terms.statement.StatementTable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** A statement, line by line, with the reason of each amount. */
@Controller
final class StatementPage {
  private static final int LINES = 200;

  private final TrustDesk desk;
  private final Statements statements;
  private final LogIndex index;
  private final PaymentSettings payment;

  StatementPage(TrustDesk desk, Statements statements, LogIndex index, PaymentSettings payment) {
    this.desk = desk;
    this.statements = statements;
    this.index = index;
    this.payment = payment;
  }

  /** A part of a statement with its steps, exactly. */
  record PartView(StatementPart part, List<StepView> steps) {}

  @GetMapping("/statements/{statement}")
  @Rule(
      value = {Who.DEVELOPER, Who.OPERATOR},
      things = @Rule.Thing(name = "statement", kind = ThingKind.STATEMENT))
  String statement(
      @PathVariable("statement") String id, @RequestParam(defaultValue = "1") int from, Model model)
      throws IOException {
    Statement statement = statements.find(id).orElseThrow();
    List<PartView> parts = new ArrayList<>();
    for (StatementPart part : statement.parts()) {
      String currency = part.due().currency();
      parts.add(
          new PartView(
              part, part.steps().stream().map(step -> StepView.of(step, currency)).toList()));
    }
    int count = statement.lines().size();
    int first = Math.max(1, Math.min(from, count));
    List<LineTrace> lines = new ArrayList<>();
    for (int n = first; n <= count && n < first + LINES; n++) {
      lines.add(LineTrace.of(statement, n));
    }
    MoneyFlow flow = MoneyFlow.of(statement);
    LogReader log = desk.read(opened -> opened.ledger().log());
    model.addAttribute("statement", statement);
    model.addAttribute("parts", parts);
    model.addAttribute("lines", lines);
    model.addAttribute("count", count);
    model.addAttribute("next", first + LINES <= count ? first + LINES : 0);
    model.addAttribute("first", first);
    model.addAttribute("flow", flow);
    model.addAttribute("picture", FlowPicture.of(flow));
    model.addAttribute("revised", statements.revisedBy(id));
    model.addAttribute("recorded", index.recorded(log, id));
    model.addAttribute("pays", statement.payable().minorUnits() > 0);
    model.addAttribute("instructions", payment.lines());
    return "statement/statement";
  }

  @GetMapping("/statements/{statement}/lines/{line}")
  @Rule(
      value = {Who.DEVELOPER, Who.OPERATOR},
      things = {
        @Rule.Thing(name = "statement", kind = ThingKind.STATEMENT),
        @Rule.Thing(name = "line", kind = ThingKind.PUBLIC)
      })
  String line(@PathVariable("statement") String id, @PathVariable("line") int number, Model model)
      throws IOException {
    Statement statement = statements.find(id).orElseThrow();
    if (number < 1 || number > statement.lines().size()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    model.addAttribute("trace", LineTrace.of(statement, number));
    return "statement/line";
  }

  @GetMapping("/statements/{statement}/check")
  @Rule(
      value = {Who.DEVELOPER, Who.OPERATOR},
      things = @Rule.Thing(name = "statement", kind = ThingKind.STATEMENT))
  String check(@PathVariable("statement") String id, Model model) throws IOException {
    Statement statement = statements.find(id).orElseThrow();
    model.addAttribute("statement", statement);
    model.addAttribute("findings", StatementCheck.of(statement));
    return "statement/check";
  }

  @GetMapping("/statements/{statement}/json")
  @Rule(
      value = {Who.DEVELOPER, Who.OPERATOR},
      things = @Rule.Thing(name = "statement", kind = ThingKind.STATEMENT))
  ResponseEntity<byte[]> json(@PathVariable("statement") String id) throws IOException {
    byte[] file = StatementSeal.file(statements.find(id).orElseThrow());
    return file(file, MediaType.APPLICATION_JSON, id + ".json");
  }

  @GetMapping("/statements/{statement}/tsv")
  @Rule(
      value = {Who.DEVELOPER, Who.OPERATOR},
      things = @Rule.Thing(name = "statement", kind = ThingKind.STATEMENT))
  ResponseEntity<byte[]> table(@PathVariable("statement") String id) throws IOException {
    byte[] file =
        StatementTable.of(statements.find(id).orElseThrow()).getBytes(StandardCharsets.UTF_8);
    MediaType type = new MediaType("text", "tab-separated-values", StandardCharsets.UTF_8);
    return file(file, type, id + ".tsv");
  }

  private static ResponseEntity<byte[]> file(byte[] bytes, MediaType type, String name) {
    return ResponseEntity.ok()
        .contentType(type)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(name).build().toString())
        .body(bytes);
  }
}
