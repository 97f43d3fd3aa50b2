package org.estover.crawl.rights;

import java.time.LocalDate;
import java.util.List;

/**
 * How a trust decides about pages: the four steps of {@link Resolution} with its agreements and its
 * way with silence.
 *
 * <p>Thread-safe if its agreements are.
 *
 * @param reading how signals are read where their protocols leave a choice
 * @param agreements the third step: an agreement that covers origin, use and date overrides
 *     preferences and public terms, never access
 * @param silence the fourth step: what becomes of a use that no signal speaks about
 */
public record RightsPolicy(ReadingRules reading, Agreements agreements, SilencePolicy silence) {
  /** The default reading, no agreements, and silence is no reservation. */
  public static final RightsPolicy DEFAULT =
      new RightsPolicy(ReadingRules.DEFAULT, Agreements.NONE, SilencePolicy.NO_RESERVATION);

  /**
   * The verdict for one use of a page: {@code allowed}, {@code denied} or {@code license-required}.
   *
   * @param origin scheme, host and port of the page, or "" if it has none
   * @param date the day on which it was fetched
   * @param spdx the page's license as an SPDX expression, or "" if none is known
   */
  public RightsVerdict decide(
      List<RightsSignal> signals, Use use, String origin, LocalDate date, String spdx) {
    RightsVerdict declared = Resolution.resolve(signals, use, reading);
    if (isRefusedAccess(signals, use)) {
      return declared;
    }
    String agreement = origin.isEmpty() ? "" : agreements.covering(origin, use, date);
    if (!agreement.isEmpty()) {
      String instead =
          declared instanceof RightsVerdict.Unknown ? "" : "; without it: " + declared.reason();
      return new RightsVerdict.Allowed(
          "agreement: " + agreement + " covers " + use.label() + " of " + origin + instead);
    }
    return silence.apply(declared, spdx);
  }

  private static boolean isRefusedAccess(List<RightsSignal> signals, Use use) {
    for (RightsSignal signal : signals) {
      if (signal.layer() == Layer.ACCESS && signal.stance(use) == Stance.DENIES) {
        return true;
      }
    }
    return false;
  }
}
