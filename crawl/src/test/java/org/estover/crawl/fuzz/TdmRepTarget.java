package org.estover.crawl.fuzz;

import java.util.List;
import org.estover.crawl.rights.TdmRepFile;

/** Reads a tdmrep.json and asks it about pages. */
public final class TdmRepTarget {
  private TdmRepTarget() {}

  public static void fuzzerTestOneInput(byte[] data) {
    TdmRepFile file = TdmRepFile.of(200, data);
    for (String url : List.of("http://a.test/", "http://a.test/a/b.html?c=d", "nothing")) {
      Scratch.check(file.reservation(url).stream().toList());
    }
  }
}
