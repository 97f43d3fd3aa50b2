package org.estover.licensing.portal.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/**
 * The activity log in three tiers: all of it for operators and auditors, one's own for an account,
 * and counts for everybody. Reading either of the first two is an event of its own.
 */
@Controller
final class ActivityPage {
  private static final String ACTION = "[a-z0-9.-]{0,60}";
  private static final List<String> FORMATS = List.of("", "csv", "ndjson");
  private static final int SHOWN = 50;
  private static final int DOWNLOADED = 5_000;
  private static final int DAYS = 30;
  private static final String HEADING =
      "id,at,actor,onBehalfOf,token,action,object,bytes,evidence\r\n";

  private final ActivityLog log;
  private final ActivityIndex index;
  private final Clock clock;

  ActivityPage(ActivityLog log, ActivityIndex index, Clock clock) {
    this.log = log;
    this.index = index;
    this.clock = clock;
  }

  @GetMapping("/activity")
  @Rule(Who.EVERYBODY)
  String counts(Model model) throws IOException {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    model.addAttribute("counts", index.counts(today.minusDays(DAYS)));
    model.addAttribute(
        "sealed", log.segments().segments().stream().filter(Segment::isSealed).count());
    model.addAttribute("recorded", log.segments().size());
    return "audit/public";
  }

  @GetMapping("/account/activity")
  @Rule(Who.ACCOUNT)
  Object own(
      Visitor visitor,
      @RequestParam(defaultValue = "") String action,
      @RequestParam(defaultValue = "") String day,
      @RequestParam(defaultValue = "9223372036854775807") long before,
      @RequestParam(defaultValue = "") String format)
      throws IOException {
    String party = visitor.partyId();
    String actor = party.isEmpty() ? visitor.accountId() : "";
    return answer(
        visitor, "own", new ActivityIndex.Query(actor, party, action, day, before), format);
  }

  @GetMapping("/operator/activity")
  @Rule(Who.OPERATOR)
  Object all(
      Visitor visitor,
      @RequestParam(defaultValue = "") String action,
      @RequestParam(defaultValue = "") String day,
      @RequestParam(defaultValue = "9223372036854775807") long before,
      @RequestParam(defaultValue = "") String format)
      throws IOException {
    return answer(visitor, "full", new ActivityIndex.Query("", "", action, day, before), format);
  }

  private Object answer(Visitor visitor, String tier, ActivityIndex.Query query, String format)
      throws IOException {
    requireDay(query.day());
    // What is asked for is recorded, so it must be one of our own words.
    if (!query.action().matches(ACTION) || !FORMATS.contains(format)) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "no action or format of ours");
    }
    log.record(
        Activity.by(visitor, "activity.read", tier)
            .with(Map.of("action", query.action(), "day", query.day(), "format", format)));
    return switch (format) {
      case "ndjson" ->
          download(
              "application/x-ndjson",
              "activity.ndjson",
              index.find(query, DOWNLOADED).stream()
                  .map(event -> event.toJson() + "\n")
                  .collect(Collectors.joining()));
      case "csv" ->
          download(
              "text/csv",
              "activity.csv",
              index.find(query, DOWNLOADED).stream()
                  .map(ActivityPage::row)
                  .collect(Collectors.joining("", HEADING, "")));
      default -> page(tier, query);
    };
  }

  private static void requireDay(String day) {
    if (!day.isEmpty()) {
      try {
        LocalDate.parse(day);
      } catch (DateTimeParseException e) {
        throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "day is no date", e);
      }
    }
  }

  private ModelAndView page(String tier, ActivityIndex.Query query) throws IOException {
    List<ActivityEvent> events = index.find(query, SHOWN + 1);
    boolean more = events.size() > SHOWN;
    List<ActivityEvent> shown = more ? events.subList(0, SHOWN) : events;
    return new ModelAndView(
        "audit/activity",
        Map.of(
            "tier",
            tier,
            "path",
            tier.equals("own") ? "/account/activity" : "/operator/activity",
            "events",
            shown,
            "action",
            query.action(),
            "day",
            query.day(),
            "next",
            more ? shown.get(SHOWN - 1).position() : -1L));
  }

  private static ResponseEntity<byte[]> download(String type, String name, String text) {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(type + ";charset=UTF-8"))
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
        .body(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String row(ActivityEvent event) {
    Activity activity = event.activity();
    String evidence =
        activity.evidence().entrySet().stream()
            .map(piece -> piece.getKey() + "=" + piece.getValue())
            .collect(Collectors.joining(" "));
    return List.of(
                event.id(),
                event.at().toString(),
                activity.actor(),
                activity.onBehalfOf(),
                activity.token(),
                activity.action(),
                activity.object(),
                Long.toString(activity.bytes()),
                evidence)
            .stream()
            .map(ActivityPage::cell)
            .collect(Collectors.joining(","))
        + "\r\n";
  }

  /** Quoted (RFC 4180); what a spreadsheet would take for a formula is made text. */
  private static String cell(String text) {
    String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return '"' + safe.replace("\"", "\"\"") + '"';
  }
}
