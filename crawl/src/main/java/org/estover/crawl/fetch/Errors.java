package org.estover.crawl.fetch;

import java.io.IOException;
import java.nio.file.Path;

/** Builds this package's exceptions. */
final class Errors {
  private Errors() {}

  static IllegalArgumentException badConnectTo(String entry) {
    return new IllegalArgumentException(
        "connect-to \"" + entry + "\": expected NAME=ADDRESS:PORT, e.g. open.test=127.0.0.1:8080");
  }

  static IOException holdsCaptures(Path folder) {
    return new IOException(
        folder
            + ": holds WARC files of a crawl that is over; crawl into another folder, or remove"
            + " them");
  }

  static IllegalArgumentException badThreads(int threads) {
    return new IllegalArgumentException("threads " + threads + ": expected 1 to 256");
  }

  static IllegalArgumentException noContact(String contact) {
    return new IllegalArgumentException(
        "contact \""
            + contact
            + "\": a crawler that signs names a page about itself, on the host that serves its key;"
            + " expected an absolute http or https URL");
  }

  static UnfitKeyException noKeyFile(Path file) {
    return new UnfitKeyException(
        file + ": no such file; \"estover crawl identity --new FILE\" makes a crawler's key");
  }

  static UnfitKeyException notAKey(Path file) {
    return new UnfitKeyException(
        file
            + ": no Ed25519 key in PEM (PKCS #8); \"estover crawl identity --new FILE\" makes one");
  }

  static UnfitKeyException keyForEverybody(Path file, String permissions) {
    return new UnfitKeyException(
        file
            + ": permissions "
            + permissions
            + " let others use the crawler's key; expected rw-------: chmod 600 it");
  }
}
