package org.estover.tokenize.shard;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A conversion by one worker, range after range. */
public final class OneWorker {
  private OneWorker() {}

  /** Writes all items and finishes; returns the files. */
  public static List<Path> write(ItemTarget target, TokenItems items) throws IOException {
    List<ItemRange> ranges = target.cut(items);
    target.prepare(items);
    List<String> written = new ArrayList<>();
    for (ItemRange range : ranges) {
      written.add(target.write(items, range));
    }
    return target.finish(items, written);
  }
}
