package org.estover.crawl.rights;

/** What a corpus does with pages that say nothing about training. */
public enum SilencePolicy {
  /** Silence is no reservation: such pages are taken. */
  NO_RESERVATION,
  /** Only pages under a recognised open license are taken. */
  OPEN_ONLY;

  /**
   * Decides an unknown verdict; every other verdict is returned as it is.
   *
   * @param spdx the page's license as an SPDX expression, or empty if none is known
   */
  public RightsVerdict apply(RightsVerdict verdict, String spdx) {
    if (!(verdict instanceof RightsVerdict.Unknown)) {
      return verdict;
    }
    boolean open = SpdxLicense.isOpen(spdx);
    return switch (this) {
      case NO_RESERVATION ->
          new RightsVerdict.Allowed("silence-policy: no-reservation allows a page without signals");
      case OPEN_ONLY ->
          open
              ? new RightsVerdict.Allowed("silence-policy: open-only allows license " + spdx)
              : new RightsVerdict.Denied(
                  "silence-policy",
                  "silence-policy: open-only needs an open license, found "
                      + (spdx.isEmpty() ? "none" : spdx));
    };
  }
}
