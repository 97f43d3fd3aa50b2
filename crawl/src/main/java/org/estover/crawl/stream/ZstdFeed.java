package org.estover.crawl.stream;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file of zstd frames, with windows of up to 2 GiB. */
final class ZstdFeed implements ByteFeed {
  private static final int WINDOW_LOG_MAX = 31;

  private final CountingInput file;
  private final ZstdInputStreamNoFinalizer frames;
  private final long size;
  private @Nullable Damage damage;

  private ZstdFeed(CountingInput file, ZstdInputStreamNoFinalizer frames, long size) {
    this.size = size;
    this.file = file;
    this.frames = frames;
  }

  static ZstdFeed open(InputStream in, long size) throws IOException {
    CountingInput file = new CountingInput(in);
    ZstdInputStreamNoFinalizer frames = new ZstdInputStreamNoFinalizer(file);
    frames.setLongMax(WINDOW_LOG_MAX);
    return new ZstdFeed(file, frames, size);
  }

  /** Whether a file begins with a zstd frame, or a skippable one. */
  static boolean isMagic(byte[] first) {
    if (first.length < 4) {
      return false;
    }
    int magic =
        (first[0] & 0xff) | (first[1] & 0xff) << 8 | (first[2] & 0xff) << 16 | first[3] << 24;
    return magic == 0xfd2fb528 || (magic & 0xfffffff0) == 0x184d2a50;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (damage != null) {
      return -1;
    }
    try {
      return frames.read(target, offset, length);
    } catch (ZstdIOException e) {
      boolean atEnd = file.ended();
      damage = new Damage(file.count(), atEnd ? "zstd-truncated" : "zstd-corrupt");
      return -1;
    }
  }

  @Override
  public Optional<Damage> damage() {
    return Optional.ofNullable(damage);
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void close() throws IOException {
    frames.close();
  }
}
