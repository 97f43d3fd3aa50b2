package org.estover.crawl.warc;

import java.io.IOException;
import java.nio.file.Path;

/** The messages of this package. */
final class Errors {
  private Errors() {}

  static IOException beyondEnd(Path file, long offset, long size) {
    return new IOException(
        file.getFileName()
            + ": it has "
            + size
            + " bytes, but was written up to byte "
            + offset
            + "; its end is lost: begin the crawl anew");
  }

  static IOException noRecordEndsAt(Path file, long offset) {
    return new IOException(
        file.getFileName()
            + ": no record begins at byte "
            + offset
            + ", where the crawl is to go on; the file is not the one that was written: begin the"
            + " crawl anew");
  }

  static IOException noRecordAt(Path file, long offset) {
    return new IOException(
        file.getFileName()
            + ": no whole record with a payload begins at byte "
            + offset
            + ", where the crawl wrote one; the file is damaged: begin the crawl anew");
  }

  static IllegalArgumentException unknownTruncation(String reason) {
    return new IllegalArgumentException(
        "\""
            + reason
            + "\" is no reason for a body that ends early; say length, time, disconnect or"
            + " unspecified");
  }

  static IllegalArgumentException otherPayload(
      String uri, String digest, CaptureReference earlier) {
    return new IllegalArgumentException(
        uri
            + ": its payload "
            + digest
            + " is not that of "
            + earlier.uri()
            + " at "
            + earlier.date()
            + ", "
            + earlier.payloadDigest()
            + "; write it as a capture of its own");
  }
}
