package org.estover.crawl.stream;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A file that is not compressed. */
final class PlainFeed implements ByteFeed {
  private final InputStream in;
  private final long size;

  PlainFeed(InputStream in, long size) {
    this.in = in;
    this.size = size;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    return in.read(target, offset, length);
  }

  @Override
  public Optional<Damage> damage() {
    return Optional.empty();
  }

  @Override
  public boolean isPlain() {
    return true;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
