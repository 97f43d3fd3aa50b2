package org.estover.licensing.portal.casefile;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.Who;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What everybody may know of cases: how many, how old, how decided; nothing of whom. */
@Controller
final class TransparencyPage {
  /** Upper ends of the ages by which waiting cases are counted, in days. */
  private static final List<Integer> AGES = List.of(7, 14, 30, 60, 3650);

  private static final int DECISIONS = 50;

  /** Width of the picture in its own units. */
  private static final long WIDTH = 600;

  private final Cases cases;
  private final Clock clock;

  TransparencyPage(Cases cases, Clock clock) {
    this.cases = cases;
    this.clock = clock;
  }

  /** Cases that wait, of one age, and where they stand in the picture. */
  record Age(int from, int to, long cases, long left, long width) {
    public boolean isLast() {
      return to == AGES.get(AGES.size() - 1);
    }
  }

  /** A decision as everybody may see it. */
  record Decision(String kind, String opened, String decided, String outcome, long logIndex) {
    static Decision of(CaseFile file) {
      Instant end = file.decided() == null ? file.opened() : file.decided();
      return new Decision(
          file.kind().word(), day(file.opened()), day(end), file.outcome(), file.logIndex());
    }

    private static String day(Instant time) {
      return time.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }
  }

  @GetMapping("/transparency")
  @Rule(Who.EVERYBODY)
  String show(Model model) {
    model.addAttribute("tallies", cases.tallies());
    model.addAttribute("ages", ages());
    model.addAttribute("overdue", cases.overdue());
    model.addAttribute("decisions", cases.decided(DECISIONS).stream().map(Decision::of).toList());
    return "casefile/transparency";
  }

  private List<Age> ages() {
    Instant now = clock.instant();
    List<Long> counts = new ArrayList<>();
    int from = 0;
    for (int to : AGES) {
      // The youngest are those up to now, and a little later, as clocks of machines differ.
      Instant until = from == 0 ? now.plus(Duration.ofDays(1)) : now.minus(Duration.ofDays(from));
      counts.add(cases.waiting(now.minus(Duration.ofDays(to)), until));
      from = to;
    }
    long all = Math.max(1, counts.stream().mapToLong(Long::longValue).sum());
    List<Age> ages = new ArrayList<>();
    long before = 0;
    from = 0;
    for (int i = 0; i < AGES.size(); i++) {
      long left = before * WIDTH / all;
      before += counts.get(i);
      ages.add(new Age(from, AGES.get(i), counts.get(i), left, before * WIDTH / all - left));
      from = AGES.get(i);
    }
    return ages;
  }
}
