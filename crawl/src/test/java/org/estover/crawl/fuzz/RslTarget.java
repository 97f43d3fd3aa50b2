package org.estover.crawl.fuzz;

import java.util.List;
import org.estover.crawl.rights.RslDocument;

/** Reads an RSL document and asks it about pages. */
public final class RslTarget {
  private RslTarget() {}

  public static void fuzzerTestOneInput(byte[] data) {
    RslDocument document = RslDocument.parse(data);
    for (String url : List.of("http://a.test/", "http://a.test/a/b.html?c=d", "nothing")) {
      Scratch.check(List.of(document.license("header", "http://a.test/license.xml", url)));
    }
  }
}
