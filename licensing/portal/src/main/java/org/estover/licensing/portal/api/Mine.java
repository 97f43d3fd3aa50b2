package org.estover.licensing.portal.api;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.terms.Trust;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.Grant;

/**
 * What of the trust is somebody's: lists show a developer its own, and operators and auditors all;
 * only a developer itself writes.
 */
final class Mine {
  private Mine() {}

  /** Whether a visitor sees what belongs to a developer. */
  static boolean sees(Visitor visitor, String developer) {
    return visitor.is(Who.OPERATOR) || visitor.is(Who.AUDITOR) || visitor.actsFor(developer);
  }

  /** The developer that a visitor acts for; refused where it acts for none. */
  static String party(Visitor visitor) {
    if (visitor.partyId().isEmpty()) {
      throw Errors.noParty();
    }
    return visitor.partyId();
  }

  /** The agreements that a visitor sees, by id. */
  static Map<String, Agreement> agreements(Trust trust, Visitor visitor) throws IOException {
    Map<String, Agreement> seen = new HashMap<>();
    for (Agreement agreement : trust.agreements()) {
      if (sees(visitor, agreement.developerId())) {
        seen.put(agreement.id(), agreement);
      }
    }
    return seen;
  }

  /** The ids of the grants that a visitor sees. */
  static Set<String> grants(Trust trust, Visitor visitor) throws IOException {
    Set<String> agreements = agreements(trust, visitor).keySet();
    Set<String> seen = new HashSet<>();
    for (Grant grant : trust.grants()) {
      if (agreements.contains(grant.agreementId())) {
        seen.add(grant.id());
      }
    }
    return seen;
  }

  /** An agreement of the developer that a visitor acts for, named in a field of its request. */
  static Agreement agreement(Trust trust, Visitor visitor, String id) throws IOException {
    Agreement found = named("agreementId", trust.agreements(), Agreement::id, id);
    if (!visitor.actsFor(found.developerId())) {
      throw Errors.notYours("agreementId", id);
    }
    return found;
  }

  /** A grant of the developer that a visitor acts for, named in a field of its request. */
  static Grant grant(Trust trust, Visitor visitor, String id) throws IOException {
    Grant found = named("grantId", trust.grants(), Grant::id, id);
    Agreement agreement = named("grantId", trust.agreements(), Agreement::id, found.agreementId());
    if (!visitor.actsFor(agreement.developerId())) {
      throw Errors.notYours("grantId", id);
    }
    return found;
  }

  private static <T> T named(String field, List<T> all, Function<T, String> key, String id) {
    return all.stream()
        .filter(each -> key.apply(each).equals(id))
        .findFirst()
        .orElseThrow(() -> Errors.notYours(field, id));
  }
}
