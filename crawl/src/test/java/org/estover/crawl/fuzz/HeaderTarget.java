package org.estover.crawl.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.estover.crawl.rights.Declarations;
import org.estover.crawl.rights.HeaderSignals;

/** Reads the fields of an answer that speak of rights, one a line. */
public final class HeaderTarget {
  private HeaderTarget() {}

  public static void fuzzerTestOneInput(byte[] data) {
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    for (String line : new String(data, ISO_8859_1).split("\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        fields.add(Map.entry(line.substring(0, colon), line.substring(colon + 1)));
      }
    }
    Declarations declarations = HeaderSignals.read(fields, "estover", target -> target);
    Scratch.check(declarations.signals());
  }
}
