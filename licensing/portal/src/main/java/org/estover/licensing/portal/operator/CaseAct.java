package org.estover.licensing.portal.operator;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.estover.licensing.portal.casefile.CaseFile;
import org.estover.licensing.portal.casefile.Cases;
import org.estover.licensing.portal.casefile.Field;
import org.estover.licensing.portal.desk.TrustDesk;
import org.springframework.stereotype.Component;

/** Answers a case without touching the log: refuses an opt-out, answers a correction. */
@Component
final class CaseAct implements Act {
  static final String KIND = "case";

  private static final String OUTCOME = "outcome";
  private static final String REASON = "reason";

  private final Cases cases;

  CaseAct(Cases cases) {
    this.cases = cases;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Field> fields() {
    return List.of(Field.choice(OUTCOME, "refused", "corrected", "settled"), Field.words(REASON));
  }

  @Override
  public Outlook outlook(TrustDesk.Opened opened, SortedMap<String, String> words) {
    CaseFile file = open(cases, words.getOrDefault(THING, ""));
    return new Outlook(facts(file), state(file));
  }

  /**
   * A case that waits for a decision.
   *
   * @throws IllegalArgumentException if there is none of that id, or it has ended
   */
  static CaseFile open(Cases cases, String id) {
    CaseFile file =
        cases.byId(id).orElseThrow(() -> new IllegalArgumentException("there is no case " + id));
    if (!file.isOpen()) {
      throw new IllegalArgumentException("case " + id + " has ended: it is " + file.state().word());
    }
    return file;
  }

  /** What is decided on, which who filed the case can change. */
  static String state(CaseFile file) {
    return file.place() + "\n" + file.state() + "\n" + file.thing() + "\n" + file.words();
  }

  static List<Fact> facts(CaseFile file) {
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of("case", file.id()));
    facts.add(Fact.of("scope", file.place()));
    facts.add(Fact.of("filer", file.filer()));
    if (!file.contact().isEmpty()) {
      facts.add(Fact.of("contact", file.contact()));
    }
    if (!file.words().isEmpty()) {
      facts.add(Fact.of("says", file.words()));
    }
    facts.add(Fact.of("control", file.proven().isEmpty() ? "-" : file.proven()));
    facts.add(Fact.of("due", file.due()));
    return facts;
  }

  @Override
  public Done perform(TrustDesk.Opened opened, SortedMap<String, String> words, LocalDate day)
      throws IOException {
    return new Done(words.getOrDefault(OUTCOME, ""), words.getOrDefault(REASON, ""), -1);
  }
}
