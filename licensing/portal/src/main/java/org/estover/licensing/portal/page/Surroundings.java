package org.estover.licensing.portal.page;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Visitors;
import org.estover.licensing.portal.desk.TrustDesk;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the frame of every page shows. */
@ControllerAdvice(annotations = Controller.class)
final class Surroundings {
  /** Which entry of the frame a page belongs to, by how its path begins. */
  private static final Map<String, String> AREAS =
      Map.ofEntries(
          Map.entry("lookup", "lookup"),
          Map.entry("hosts", "lookup"),
          Map.entry("documents", "lookup"),
          Map.entry("releases", "releases"),
          Map.entry("download", "releases"),
          Map.entry("licenses", "licenses"),
          Map.entry("agreements", "licenses"),
          Map.entry("revenue", "licenses"),
          Map.entry("statements", "licenses"),
          Map.entry("training-runs", "licenses"),
          Map.entry("models", "licenses"),
          Map.entry("claims", "claims"),
          Map.entry("opt-out", "claims"),
          Map.entry("disputes", "claims"),
          Map.entry("corrections", "claims"),
          Map.entry("drafts", "claims"),
          Map.entry("cases", "cases"),
          Map.entry("ledger", "ledger"),
          Map.entry("operator", "operator"),
          Map.entry("account", "account"),
          Map.entry("sign-in", "account"),
          Map.entry("register", "account"));

  private final TrustDesk desk;

  /** Kept, since it never changes and pages that say that the ledger fails show it, too. */
  private volatile String trustName = "";

  Surroundings(TrustDesk desk) {
    this.desk = desk;
  }

  /** Who looks at the page. */
  @ModelAttribute("visitor")
  Visitor visitor() {
    return Visitors.current();
  }

  /** The trust's name. */
  @ModelAttribute("trustName")
  String trustName() throws IOException {
    if (trustName.isEmpty()) {
      trustName = desk.read(opened -> opened.trust().self().name());
    }
    return trustName;
  }

  /** Where in the frame the page stands, or "". */
  @ModelAttribute("area")
  String area(HttpServletRequest request) {
    String[] parts = request.getRequestURI().split("/", 3);
    return parts.length < 2 ? "" : AREAS.getOrDefault(parts[1], "");
  }
}
