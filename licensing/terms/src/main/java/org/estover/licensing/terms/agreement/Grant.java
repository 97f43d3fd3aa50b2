package org.estover.licensing.terms.agreement;

import java.util.Map;
import org.estover.licensing.terms.identity.ContentId;

/**
 * Permission to use one release for one purpose under a signed agreement.
 *
 * @param agreementId the agreement it rests on
 * @param releaseId the release it opens
 * @param purpose one of the offer's purposes
 */
public record Grant(String agreementId, String releaseId, String purpose) {

  /** The id, which follows from all three. */
  public String id() {
    return ContentId.of(
        "grt", Map.of("agreement", agreementId, "release", releaseId, "purpose", purpose));
  }
}
