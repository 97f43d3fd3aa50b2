package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.estover.tokenize.release.Masks;
import org.estover.tokenize.release.Release;
import org.jspecify.annotations.Nullable;

/**
 * The masks of a release, read again where they are older than {@value #SECONDS} seconds, so that
 * what was taken down is handed out for less than a minute more by whoever keeps a release open.
 * Not thread-safe.
 */
final class MaskWatch {
  static final int SECONDS = 30;

  private final Release release;
  private final LongSupplier nanoTime;
  private @Nullable Masks known;
  private long readAt;

  /**
   * Watches the masks of a release; nothing is read yet.
   *
   * @param nanoTime as {@link System#nanoTime}
   */
  MaskWatch(Release release, LongSupplier nanoTime) {
    this.release = release;
    this.nanoTime = nanoTime;
  }

  /** Watches the masks of a release by the time that passes. */
  static MaskWatch of(Release release) {
    return new MaskWatch(release, System::nanoTime);
  }

  /** The masks as they are now, or were some seconds ago. */
  Masks current() throws IOException {
    long now = nanoTime.getAsLong();
    Masks masks = known;
    if (masks == null || now - readAt > TimeUnit.SECONDS.toNanos(SECONDS)) {
      // Where they cannot be read, nothing is handed out by the ones before.
      known = null;
      masks = Masks.find(release);
      known = masks;
      readAt = now;
    }
    return masks;
  }
}
