package org.estover.crawl.rights;

/**
 * A license the page points to with {@code rel=license}.
 *
 * <p>An open license permits training under its own conditions; any other license is recorded but
 * is no permission.
 *
 * @param url the link's absolute target
 * @param license its SPDX expression, a {@code LicenseRef-} where the target is not known
 */
public record LicenseLink(String source, String url, String license) implements RightsSignal {
  static final String PROTOCOL = "license-link";

  @Override
  public String protocol() {
    return PROTOCOL;
  }

  @Override
  public Stance training() {
    return SpdxLicense.isOpen(license) ? Stance.PERMITS : Stance.SILENT;
  }

  @Override
  public String canonical() {
    return SignalLine.of(PROTOCOL, source).field("url", url).field("license", license).toString();
  }
}
