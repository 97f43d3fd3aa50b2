package org.estover.crawl.rights;

import java.util.ArrayList;
import java.util.List;
import org.estover.crawl.rights.LintFinding.Severity;

/** Collects the findings about one file; of a file that goes on and on the first ones. */
final class Findings {
  private static final int MAX = 200;
  private static final int MAX_QUOTE = 80;

  private final String file;
  private final List<LintFinding> found = new ArrayList<>();

  Findings(String file) {
    this.file = file;
  }

  void error(int line, String what, String leadsTo, String cure) {
    add(Severity.ERROR, line, what, leadsTo, cure);
  }

  void warning(int line, String what, String leadsTo, String cure) {
    add(Severity.WARNING, line, what, leadsTo, cure);
  }

  void note(int line, String what, String leadsTo, String cure) {
    add(Severity.NOTE, line, what, leadsTo, cure);
  }

  private void add(Severity severity, int line, String what, String leadsTo, String cure) {
    if (found.size() < MAX) {
      String where = line > 0 ? file + ":" + line : file;
      found.add(new LintFinding(severity, where, what, leadsTo, cure));
    }
  }

  List<LintFinding> all() {
    return found;
  }

  /** What stood there, in quotes, cut where it is long, without controls. */
  static String quote(String text) {
    String cut = text.length() > MAX_QUOTE ? text.substring(0, MAX_QUOTE) + "..." : text;
    return "\"" + cut.replaceAll("\\p{Cntrl}", "?") + "\"";
  }
}
