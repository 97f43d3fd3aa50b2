package org.estover.crawl.fuzz;

import java.util.List;
import org.estover.crawl.rights.Declarations;
import org.estover.crawl.rights.RobotsFile;

/** Reads a robots.txt and asks it about pages. */
public final class RobotsTarget {
  private RobotsTarget() {}

  public static void fuzzerTestOneInput(byte[] data) {
    RobotsFile robots = RobotsFile.of(200, data, "estover");
    RobotsFile again = RobotsFile.of(200, data, "estover");
    for (String url : List.of("http://a.test/", "http://a.test/a/b.html?c=d", "nothing")) {
      Declarations declarations = robots.declarations(url);
      Scratch.check(declarations.signals());
      if (robots.allows(url) != again.allows(url)) {
        throw new AssertionError(url);
      }
    }
    if (robots.crawlDelayMillis().orElse(0) < 0) {
      throw new AssertionError(robots.crawlDelayMillis());
    }
  }
}
