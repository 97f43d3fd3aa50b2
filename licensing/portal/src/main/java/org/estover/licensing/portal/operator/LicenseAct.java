package org.estover.licensing.portal.operator;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import org.estover.licensing.portal.casefile.Field;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.agreement.LicenseDecision;
import org.estover.licensing.terms.agreement.LicenseRequest;
import org.springframework.stereotype.Component;

/** Accepts or declines a developer's request for a license. */
@Component
final class LicenseAct implements Act {
  static final String KIND = "license";

  private static final String DECISION = "decision";
  private static final String REASON = "reason";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Field> fields() {
    return List.of(Field.choice(DECISION, "accept", "decline"), Field.words(REASON));
  }

  @Override
  public Outlook outlook(TrustDesk.Opened opened, SortedMap<String, String> words)
      throws IOException {
    String id = words.getOrDefault(THING, "");
    var licenses = opened.trust().licenses();
    LicenseRequest request = licenses.requests().get(id);
    if (request == null) {
      throw new IllegalArgumentException("there is no request " + id);
    }
    String decision = licenses.decision(id).map(LicenseDecision::word).orElse("");
    return new Outlook(
        List.of(
            Fact.of("request", id),
            Fact.of("developer", Act.party(opened, request.developerId())),
            Fact.of("licensee", request.licensee().word()),
            Fact.of("offer", offer(opened, request)),
            Fact.of("says", request.text()),
            Fact.of("decision", decision.isEmpty() ? "-" : decision)),
        request + "\n" + decision);
  }

  private static String offer(TrustDesk.Opened opened, LicenseRequest request) throws IOException {
    return opened.trust().offers().stream()
        .filter(offer -> offer.id().equals(request.offerId()))
        .map(offer -> offer.name() + " (" + offer.rateCard().canonical() + ")")
        .findFirst()
        .orElse(request.offerId());
  }

  @Override
  public Done perform(TrustDesk.Opened opened, SortedMap<String, String> words, LocalDate day)
      throws IOException {
    long before = opened.ledger().checkpoint().size();
    boolean accepted = words.getOrDefault(DECISION, "").equals("accept");
    String reason = words.getOrDefault(REASON, "");
    LicenseDecision decision =
        opened
            .trust()
            .licenses()
            .decide(words.getOrDefault(THING, ""), new LicenseDecision(accepted, reason));
    return new Done(decision.word(), reason, Act.lastSince(opened, before));
  }
}
