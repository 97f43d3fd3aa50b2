package org.estover.licensing.portal.browser;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.SampleRelease;
import org.estover.licensing.portal.Walk;

/** The pages of wizards, cases and the operators' desk, with something on each. */
final class CasePages {
  private static final Map<String, List<String>> PATHS = new HashMap<>();

  private CasePages() {}

  /** Made once, since each makes cases. */
  static synchronized List<String> of(PortalServer portal, String visitor)
      throws IOException, InterruptedException {
    if (PATHS.isEmpty()) {
      make(portal);
    }
    return PATHS.getOrDefault(visitor, List.of());
  }

  /** A case in which nobody has to show control over a place. */
  private static String corrected(Walk walk) throws IOException, InterruptedException {
    String what = walk.send("/corrections", "/corrections", Map.of());
    String who = walk.answer(what, Map.of("place", SampleRelease.url(40)));
    String words = walk.answer(who, Map.of("filer", "Pia Pictured"));
    return walk.sent(walk.answer(words, Map.of("words", "It is under another license.")));
  }

  private static void make(PortalServer portal) throws IOException, InterruptedException {
    Walk walk = new Walk(portal.from("203.0.113.203"));
    String claim = walk.claim("open.test/page/44", "Pia Pictured");
    String optOut = walk.optOut(SampleRelease.url(50));
    String id = optOut.substring(0, optOut.indexOf('-'));
    String correction = corrected(walk);
    String what = walk.send("/opt-out", "/opt-out", Map.of());
    String who = walk.answer(what, Map.of("place", SampleRelease.url(45)));
    String proof = walk.answer(who, Map.of("filer", "Pia Pictured"));
    String copies = walk.answer(proof, Map.of("proof", "meta"));
    String check = walk.answer(copies, Map.of());
    PATHS.put(
        SamplePages.ANYBODY,
        List.of(
            "/claims",
            "/opt-out?place=ada.test",
            "/disputes",
            "/corrections",
            "/cases",
            what,
            who,
            proof,
            copies,
            check,
            "/cases/" + claim,
            "/cases/" + claim + "/receipt",
            "/cases/" + optOut,
            "/cases/" + correction + "/receipt",
            "/transparency"));
    String corrected = correction.substring(0, correction.indexOf('-'));
    String act = "/operator/acts/withdrawal?thing=" + SampleRelease.url(50) + "&case=" + id;
    String proposal =
        new Walk(portal.as("operator1"))
            .send(
                act,
                "/operator/acts/withdrawal",
                Map.of(
                    "thing",
                    SampleRelease.url(50),
                    "case",
                    id,
                    "unseen",
                    "no",
                    "reason",
                    "Asked."));
    PATHS.put(
        "operator0",
        List.of(
            "/operator",
            "/operator/cases/" + id,
            "/operator/cases/" + corrected,
            "/operator/acts/case?thing=" + corrected,
            "/operator/acts/withdrawal",
            act,
            "/operator/acts/offer",
            "/operator/acts/payout",
            "/operator/proposals",
            proposal));
  }
}
