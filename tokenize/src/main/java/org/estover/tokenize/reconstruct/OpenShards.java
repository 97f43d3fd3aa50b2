package org.estover.tokenize.reconstruct;

import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.shard.TokenWidth;
import org.jspecify.annotations.Nullable;

/** The shards opened last, up to a limit that keeps well below a process's open files. */
final class OpenShards implements Closeable {
  private static final int OPEN_LIMIT = 64;

  private final Release release;
  private final TokenWidth width;
  private final Map<ReleasedShard, OpenShard> open = new LinkedHashMap<>(16, 0.75f, true);

  OpenShards(Release release) {
    this.release = release;
    this.width = TokenWidth.forVocabulary(release.content().tokenizer().vocabularySize());
  }

  OpenShard open(ReleasedShard shard) throws IOException {
    @Nullable OpenShard known = open.get(shard);
    if (known != null) {
      return known;
    }
    if (open.size() == OPEN_LIMIT) {
      Iterator<OpenShard> eldest = open.values().iterator();
      OpenShard unused = eldest.next();
      eldest.remove();
      unused.close();
    }
    OpenShard opened = OpenShard.open(release, shard, width);
    open.put(shard, opened);
    return opened;
  }

  @Override
  public void close() throws IOException {
    for (OpenShard shard : open.values()) {
      shard.close();
    }
    open.clear();
  }
}
