package org.estover.crawl.rights;

import java.util.List;

/**
 * A license the page points to: {@code rel=license} (ccREL), or {@code license} in its schema.org
 * description.
 *
 * <p>An open license permits every use under its own conditions; any other license is recorded but
 * is no permission. A license of a part of the page, such as an image, says nothing about the page.
 *
 * @param url the link's absolute target
 * @param license its SPDX expression, a {@code LicenseRef-} where the target is not known
 * @param scope what is licensed: "" for the page, else what part of it or which other resource
 * @param open whether the license is open
 */
public record LicenseLink(String source, String url, String license, String scope, boolean open)
    implements RightsSignal {
  static final String PROTOCOL = "license-link";

  /** A license of the whole page. */
  public LicenseLink(String source, String url, String license) {
    this(source, url, license, "");
  }

  /** A license of the page or of the part {@code scope}. */
  public LicenseLink(String source, String url, String license, String scope) {
    this(source, url, license, scope, SpdxLicense.isOpen(license));
  }

  /** The license of a page that says all this: the first that is known, else the first, or "". */
  public static String ofPage(List<RightsSignal> signals) {
    String unknown = "";
    for (RightsSignal signal : signals) {
      if (signal instanceof LicenseLink link && link.isOfPage()) {
        if (!SpdxLicense.isReference(link.license)) {
          return link.license;
        }
        unknown = unknown.isEmpty() ? link.license : unknown;
      }
    }
    return unknown;
  }

  @Override
  public String protocol() {
    return PROTOCOL;
  }

  @Override
  public Layer layer() {
    return Layer.LICENSE;
  }

  /** Whether the license is the page's. */
  public boolean isOfPage() {
    return scope.isEmpty();
  }

  @Override
  public Stance stance(Use use) {
    return open && isOfPage() && use != Use.CRAWL ? Stance.PERMITS : Stance.SILENT;
  }

  @Override
  public String condition() {
    return license;
  }

  @Override
  public String words() {
    return license + " " + url + (scope.isEmpty() ? "" : " for " + scope);
  }

  @Override
  public String canonical() {
    SignalLine line = SignalLine.of(PROTOCOL, source).field("url", url).field("license", license);
    return (scope.isEmpty() ? line : line.field("scope", scope)).toString();
  }
}
