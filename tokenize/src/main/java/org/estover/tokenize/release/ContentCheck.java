package org.estover.tokenize.release;

import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.estover.tokenize.order.PackedOrder;

/** The check that the counts of a release's content fit each other. */
final class ContentCheck {
  private ContentCheck() {}

  static void check(
      OrderIdentity order,
      List<ReleasedSource> sources,
      List<ClassCount> licenses,
      List<ClassCount> rights,
      List<ReleasedShard> shards) {
    checkSources(order, sources);
    checkShards(sources, shards);
    long documents = sum(sources, ReleasedSource::documents);
    long tokens = sum(sources, ReleasedSource::tokens);
    checkClasses("licenses", licenses, documents, tokens);
    checkClasses("rights", rights, documents, tokens);
  }

  /** A parent's content is what is left without the intervention, so its id can be computed. */
  static void check(Intervention intervention, ReleaseContent parent) {
    String id = new Manifest(parent, new TreeMap<>()).releaseId();
    if (!intervention.parent().equals(id)) {
      throw new IllegalArgumentException(
          "content.intervention.parent: "
              + intervention.parent()
              + ", but what it changes is "
              + id);
    }
    if (intervention.fromPosition() >= parent.order().positions()
        || intervention.documents() > parent.documents()
        || intervention.tokens() > parent.tokens()) {
      throw new IllegalArgumentException("content.intervention: more than the parent has");
    }
  }

  /** SHA-256 over the shards' digests of ids, in order; the digest of a release's document set. */
  static String idsSha256(List<ReleasedShard> shards) {
    MessageDigest digest = Digests.sha256();
    for (ReleasedShard shard : shards) {
      digest.update(HexFormat.of().parseHex(shard.idsSha256()));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void checkSources(OrderIdentity order, List<ReleasedSource> sources) {
    ascending("sources", sources, Comparator.comparing(ReleasedSource::name, ORDER));
    PackedOrder packed = ReleaseContent.packedOrder(order, sources);
    for (int s = 0; s < sources.size(); s++) {
      ReleasedSource source = sources.get(s);
      if (source.sequences() != packed.sequenceCount(s)
          || source.slots() != packed.slotCount(s)
          || source.tailTokens() != packed.tailTokens(s)) {
        throw new IllegalArgumentException(
            "source " + source.name() + ": sequences, slots or tail do not follow from its tokens");
      }
    }
    if (order.positions() != packed.length()) {
      throw new IllegalArgumentException(
          "order: " + order.positions() + " positions, expected " + packed.length());
    }
  }

  private static void checkShards(List<ReleasedSource> sources, List<ReleasedShard> shards) {
    ascending(
        "shards",
        shards,
        Comparator.comparing(ReleasedShard::source, ORDER).thenComparingInt(ReleasedShard::number));
    Map<String, long[]> counts = new HashMap<>();
    for (ReleasedShard shard : shards) {
      long[] count = counts.computeIfAbsent(shard.source(), name -> new long[3]);
      count[0] = Math.addExact(count[0], shard.documents());
      count[1] = Math.addExact(count[1], shard.tokens());
      count[2] = shard.number();
    }
    for (ReleasedSource source : sources) {
      long[] none = {0, 0, 0};
      long[] count = counts.containsKey(source.name()) ? counts.remove(source.name()) : none;
      if (count[0] != source.documents()
          || count[1] != source.tokens()
          || count[2] >>> source.shardBits() != 0) {
        throw new IllegalArgumentException(
            "source " + source.name() + ": its counts are not the sum of its shards");
      }
    }
    if (!counts.isEmpty()) {
      throw new IllegalArgumentException("shards of unknown sources: " + counts.keySet());
    }
  }

  private static void checkClasses(
      String what, List<ClassCount> counts, long documents, long tokens) {
    ascending(what, counts, Comparator.comparing(ClassCount::name, ORDER));
    if (sum(counts, ClassCount::documents) != documents
        || sum(counts, ClassCount::tokens) != tokens) {
      throw new IllegalArgumentException(what + ": the counts are not those of the sources");
    }
  }

  /** A sum that wraps around would fit numbers that it is not of. */
  private static <T> long sum(List<T> list, ToLongFunction<T> count) {
    return list.stream().mapToLong(count).reduce(0, Math::addExact);
  }

  private static <T> void ascending(String what, List<T> list, Comparator<T> order) {
    for (int i = 1; i < list.size(); i++) {
      if (order.compare(list.get(i - 1), list.get(i)) >= 0) {
        throw new IllegalArgumentException(what + ": not in ascending order at " + i);
      }
    }
  }

  static final Comparator<String> ORDER = PackedOrder::compareNames;
}
