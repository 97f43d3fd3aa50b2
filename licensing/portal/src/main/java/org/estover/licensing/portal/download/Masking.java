package org.estover.licensing.portal.download;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.estover.licensing.terms.agreement.Slice;
import org.estover.tokenize.release.Masks;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedShard;
import org.springframework.stereotype.Component;

/**
 * What is hidden of the shards that are asked for: masks are read again when they are older than
 * {@link #FRESH}, and what follows from them for a shard and a slice is kept for the last {@value
 * #KEPT} of both. Thread-safe.
 */
@Component
final class Masking {
  /** Less than what the format asks of whoever hands out tokens (FORMAT.md, section 21). */
  static final Duration FRESH = Duration.ofSeconds(10);

  private static final int KEPT = 256;

  private final Clock clock;
  private final Map<String, Read> masks = new LinkedHashMap<>();
  private final Map<Key, Kept> hidden = new LinkedHashMap<>(16, 0.75f, true);

  private record Read(Masks masks, Instant at) {}

  private record Key(String releaseId, String shard, Slice slice) {}

  private record Kept(Masks masks, HiddenTokens hidden) {}

  Masking(Clock clock) {
    this.clock = clock;
  }

  /**
   * What a holder of a slice is not shown of a shard.
   *
   * @throws org.estover.tokenize.release.CorruptReleaseException if the masks are damaged: then
   *     nothing is shown
   */
  HiddenTokens of(Release release, ReleasedShard shard, Slice slice) throws IOException {
    Masks current = current(release);
    if (current.isEmpty() && slice.isWhole()) {
      return HiddenTokens.NONE;
    }
    Key key = new Key(release.id(), shard.prefix(), slice);
    synchronized (hidden) {
      Kept known = hidden.get(key);
      if (known != null && known.masks().equals(current)) {
        return known.hidden();
      }
    }
    HiddenTokens found = HiddenTokens.of(release, shard, current, slice);
    synchronized (hidden) {
      hidden.put(key, new Kept(current, found));
      while (hidden.size() > KEPT) {
        hidden.remove(hidden.keySet().iterator().next());
      }
    }
    return found;
  }

  /** Whether nothing of a release was taken down. */
  boolean isClear(Release release) throws IOException {
    return current(release).isEmpty();
  }

  private Masks current(Release release) throws IOException {
    Instant now = clock.instant();
    synchronized (masks) {
      Read known = masks.get(release.id());
      if (known != null && now.isBefore(known.at().plus(FRESH))) {
        return known.masks();
      }
      masks.remove(release.id());
      Masks read = Masks.find(release);
      // The same object where nothing changed, which is compared in no time.
      Masks kept = known != null && known.masks().equals(read) ? known.masks() : read;
      masks.put(release.id(), new Read(kept, now));
      return kept;
    }
  }
}
