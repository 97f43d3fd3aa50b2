package org.estover.jobs.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import org.estover.ledger.log.LogFiles;

/**
 * A log that an HTTP server hands out as static files.
 *
 * <p>What it sends is not believed: roots, signatures and proofs are checked by who reads it. A
 * file larger than a bundle of entries can be is refused, and a server that is silent for a minute
 * is given up.
 */
final class RemoteLog implements LogFiles {
  private static final int CONNECT_MILLIS = 20_000;
  private static final int READ_MILLIS = 60_000;
  private static final int MAX_BYTES = 256 * (2 + 65_535);

  private final URI base;

  private RemoteLog(URI base) {
    this.base = base;
  }

  /** The log at an address, with or without a slash at its end. */
  static RemoteLog at(URI address) throws UsageException {
    if (address.getHost() == null || address.getQuery() != null || address.getFragment() != null) {
      throw Errors.noLogAddress(address.toString());
    }
    String text = address.toString();
    return new RemoteLog(URI.create(text.endsWith("/") ? text : text + "/"));
  }

  @Override
  public byte[] read(String path) throws IOException {
    URI file = base.resolve(path);
    HttpURLConnection connection = (HttpURLConnection) file.toURL().openConnection();
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(READ_MILLIS);
    connection.setUseCaches(false);
    try {
      int status = connection.getResponseCode();
      if (status == HttpURLConnection.HTTP_NOT_FOUND || status == HttpURLConnection.HTTP_GONE) {
        throw new NoSuchFileException(file.toString());
      }
      if (status != HttpURLConnection.HTTP_OK) {
        throw Errors.logAnswered(file.toString(), status);
      }
      try (InputStream in = connection.getInputStream()) {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
          throw Errors.logTooLarge(file.toString(), MAX_BYTES);
        }
        return bytes;
      }
    } finally {
      connection.disconnect();
    }
  }
}
