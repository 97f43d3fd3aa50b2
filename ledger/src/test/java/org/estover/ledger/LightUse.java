package org.estover.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.estover.ledger.audit.Auditor;

/** What most commands do: makes a ledger, appends, reads and audits; never asks for the books. */
public final class LightUse {

  private LightUse() {}

  public static String run(Path folder) throws IOException {
    Ledger.init(folder, Samples.ORIGIN, Samples.settings());
    try (Ledger ledger = Ledger.open(folder, Samples.settings())) {
      ledger.appendAll(List.of(Samples.registration(1), Samples.registration(2)));
      long facts = ledger.facts().count();
      int findings = Auditor.audit(folder, Ledger.verifierKey(folder)).size();
      return facts + " facts, " + findings + " findings";
    }
  }
}
