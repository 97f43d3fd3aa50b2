package org.estover.crawl.rights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Tells site owners what is wrong with what they declare about their rights: robots.txt,
 * tdmrep.json, RSL documents, ai.txt, header fields and pages.
 *
 * <p>Each finding says where it stands, what was found, what it leads to, and the cure. Of a site's
 * files together it also tells where one protocol permits a use that another denies. Never fails,
 * whatever the files hold; thread-safe.
 */
public final class RightsLint {
  private static final String SITE = "https://site.invalid/";

  private RightsLint() {}

  /**
   * Looks at the files and answers of one site.
   *
   * @param agent the product token as which it is looked at
   * @return the findings, errors first
   */
  public static List<LintFinding> lint(List<LintSubject> subjects, String agent) {
    List<LintFinding> findings = new ArrayList<>();
    for (LintSubject subject : subjects) {
      findings.addAll(lint(subject));
    }
    findings.addAll(conflicts(signals(subjects, agent)));
    findings.sort(LintFinding.ORDER);
    return findings;
  }

  /** Looks at one file or answer, which is told by its name, its type or how it begins. */
  public static List<LintFinding> lint(LintSubject subject) {
    Findings to = new Findings(subject.name());
    switch (subject.kind()) {
      case ROBOTS_TXT -> RobotsLint.look(subject, to);
      case TDMREP_JSON -> TdmRepLint.look(subject, to);
      case AI_TXT -> aiTxt(subject, to);
      case RSL -> RslLint.look(subject, to);
      case PAGE -> page(subject, to);
      case HEADERS -> PageLint.headers(subject, to);
      case NOTHING ->
          to.note(
              0,
              "the file is none that speaks about rights",
              "it was not looked at",
              "name a robots.txt, tdmrep.json, ai.txt, an RSL document or a page");
    }
    List<LintFinding> findings = new ArrayList<>(to.all());
    findings.sort(LintFinding.ORDER);
    return findings;
  }

  private static void page(LintSubject subject, Findings to) {
    PageLint.headers(subject, to);
    try {
      PageLint.markup(subject, to);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private static void aiTxt(LintSubject subject, Findings to) {
    if (!subject.isSuccess()) {
      return;
    }
    List<RobotsLine> lines = RobotsLine.read(subject.body(), AiTxtFile.MAX_BYTES);
    if (!AiTxtFile.isOne(lines)) {
      to.warning(
          0,
          "ai.txt has no group with a rule",
          "it says nothing",
          "write User-Agent: * and Disallow: /");
    } else {
      to.note(
          0,
          "ai.txt keeps files out of training data",
          "few readers look at it, and none takes an Allow for consent",
          "say the same in robots.txt with Content-Usage: train-ai=n");
    }
  }

  /** What the site's files and the first page say about that page. */
  private static List<RightsSignal> signals(List<LintSubject> subjects, String agent) {
    String url = SITE;
    for (LintSubject subject : subjects) {
      if (subject.kind() == LintSubject.Kind.PAGE && subject.name().startsWith("http")) {
        url = subject.name();
      }
    }
    List<RightsSignal> signals = new ArrayList<>();
    for (LintSubject subject : subjects) {
      if (!subject.isSuccess()) {
        continue;
      }
      String name = subject.name();
      switch (subject.kind()) {
        case ROBOTS_TXT ->
            signals.addAll(RobotsFile.parse(subject.body(), agent).declarations(url).signals());
        case TDMREP_JSON ->
            TdmRepFile.parse(subject.body()).reservation(url).ifPresent(signals::add);
        case AI_TXT ->
            AiTxtFile.parse(subject.body(), agent).reservation(url).ifPresent(signals::add);
        case RSL -> signals.add(RslDocument.parse(subject.body()).license(name, name, url));
        case PAGE, HEADERS ->
            signals.addAll(HeaderSignals.read(subject.fields(), agent, link -> link).signals());
        case NOTHING -> {}
      }
    }
    return signals;
  }

  /** Where one statement permits a use that another denies. */
  static List<LintFinding> conflicts(List<RightsSignal> signals) {
    List<LintFinding> findings = new ArrayList<>();
    for (Use use : Use.values()) {
      RightsSignal permits = null;
      RightsSignal denies = null;
      for (RightsSignal signal : signals) {
        Stance stance = signal.stance(use);
        permits = permits == null && stance == Stance.PERMITS ? signal : permits;
        denies = denies == null && stance == Stance.DENIES ? signal : denies;
      }
      if (permits != null && denies != null && use != Use.CRAWL) {
        Standing standing = Resolution.standing(signals, use);
        findings.add(
            new LintFinding(
                LintFinding.Severity.WARNING,
                denies.source().split("\\[", 2)[0],
                String.format(
                    Locale.ROOT,
                    "%s denies %s (%s), %s permits it (%s: %s)",
                    denies.protocol(),
                    use.label(),
                    denies.words(use),
                    permits.protocol(),
                    permits.place(),
                    permits.words(use)),
                "no standard says which holds; we take the strictest: "
                    + use.label()
                    + " is "
                    + standing.label(),
                "say the same in both places"));
      }
    }
    return findings;
  }
}
