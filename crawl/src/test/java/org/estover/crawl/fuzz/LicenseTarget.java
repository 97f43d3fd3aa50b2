package org.estover.crawl.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.estover.crawl.rights.SpdxLicense;

/** Reads the name of a license. */
public final class LicenseTarget {
  private LicenseTarget() {}

  public static void fuzzerTestOneInput(byte[] data) {
    String raw = new String(data, UTF_8);
    String normal = SpdxLicense.normalize(raw);
    if (!SpdxLicense.normalize(normal).equals(normal)) {
      throw new AssertionError(normal + " is not " + SpdxLicense.normalize(normal));
    }
    if (SpdxLicense.isOpen(normal) && SpdxLicense.find(raw).isEmpty()) {
      throw new AssertionError(normal);
    }
  }
}
