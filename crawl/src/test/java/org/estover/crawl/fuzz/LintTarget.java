package org.estover.crawl.fuzz;

import java.util.List;
import org.estover.crawl.rights.LintSubject;
import org.estover.crawl.rights.RightsLint;

/** Looks for a site owner's mistakes in one file, whatever it is called. */
public final class LintTarget {
  private LintTarget() {}

  public static void fuzzerTestOneInput(byte[] data) {
    for (String name :
        List.of("robots.txt", "tdmrep.json", "license.xml", "page.html", "ai.txt", "x")) {
      LintSubject subject = LintSubject.ofFile(name, data);
      if (!RightsLint.lint(subject).equals(RightsLint.lint(subject))) {
        throw new AssertionError(name);
      }
      RightsLint.lint(List.of(subject, LintSubject.ofFile("robots.txt", data)), "estover");
    }
  }
}
