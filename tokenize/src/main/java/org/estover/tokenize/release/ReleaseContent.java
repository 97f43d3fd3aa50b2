package org.estover.tokenize.release;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.estover.tokenize.order.PackedOrder;
import org.estover.tokenize.order.WeightedSource;
import org.jspecify.annotations.Nullable;

/**
 * What a release is, and all that its id depends on. It holds no times, paths or machine names.
 *
 * @param name of the corpus, for people
 * @param planDigest SHA-256 of the normalised plan, lower-case hex
 * @param algorithms version of each algorithm that had a part, by name
 * @param sources in the order of their names' UTF-8 bytes
 * @param licenses counts per license, by name
 * @param rights counts per class of rights verdict, by name
 * @param removals what the stages removed, in corridor order
 * @param withdrawnDigest SHA-256 of the list of withdrawals that were heeded, lower-case hex
 * @param base the release that this one follows, or empty
 * @param shards by source and number
 * @param intervention what differs from the parent, of a release that was derived from one
 */
public record ReleaseContent(
    String name,
    String planDigest,
    SortedMap<String, String> algorithms,
    TokenizerIdentity tokenizer,
    OrderIdentity order,
    List<ReleasedSource> sources,
    List<ClassCount> licenses,
    List<ClassCount> rights,
    List<Removal> removals,
    String withdrawnDigest,
    String base,
    List<ReleasedShard> shards,
    Optional<Intervention> intervention) {
  /** The newest version of the manifest's format: that of a release with an intervention. */
  public static final int FORMAT_VERSION = 2;

  private static final Pattern BASE = Pattern.compile("(rel_[0-9a-f]{32})?");

  /**
   * Checks digests and names, copies the lists, and checks that the counts fit each other. Whether
   * an intervention fits its parent is checked where it comes in: by {@link #with}, and when a
   * manifest is read.
   */
  public ReleaseContent {
    Digests.requireHex("plan-digest", planDigest);
    Digests.requireHex("withdrawn-digest", withdrawnDigest);
    if (name.isEmpty() || !BASE.matcher(base).matches()) {
      throw new IllegalArgumentException("release \"" + name + "\" on base \"" + base + "\"");
    }
    algorithms = Collections.unmodifiableSortedMap(new TreeMap<>(algorithms));
    sources = List.copyOf(sources);
    licenses = List.copyOf(licenses);
    rights = List.copyOf(rights);
    removals = List.copyOf(removals);
    shards = List.copyOf(shards);
    ContentCheck.check(order, sources, licenses, rights, shards);
  }

  /**
   * The same content with an intervention.
   *
   * @throws IllegalArgumentException if it has one, or is not that of the parent that is named
   */
  public ReleaseContent with(Intervention added) {
    if (intervention.isPresent()) {
      throw new IllegalArgumentException("an intervention in an intervention");
    }
    ContentCheck.check(added, this);
    return withIntervention(added);
  }

  private ReleaseContent withIntervention(@Nullable Intervention other) {
    return new ReleaseContent(
        name,
        planDigest,
        algorithms,
        tokenizer,
        order,
        sources,
        licenses,
        rights,
        removals,
        withdrawnDigest,
        base,
        shards,
        Optional.ofNullable(other));
  }

  /** The version of the format in which this content is written. */
  public int formatVersion() {
    return intervention.isPresent() ? FORMAT_VERSION : 1;
  }

  /** All files that the release names, each once. */
  public List<ReleasedFile> files() {
    Set<ReleasedFile> files = new LinkedHashSet<>();
    for (ReleasedShard shard : shards) {
      files.addAll(shard.files());
    }
    intervention.map(Intervention::changes).ifPresent(files::add);
    return List.copyOf(files);
  }

  /** Documents of all shards. */
  public long documents() {
    return shards.stream().mapToLong(ReleasedShard::documents).sum();
  }

  /** Tokens of all shards, ends of text included. */
  public long tokens() {
    return shards.stream().mapToLong(ReleasedShard::tokens).sum();
  }

  /** The shards of a source, by number. */
  public List<ReleasedShard> shardsOf(String source) {
    return shards.stream().filter(shard -> shard.source().equals(source)).toList();
  }

  /** The order of the release's sequences. */
  public PackedOrder packedOrder() {
    return packedOrder(order, sources);
  }

  static PackedOrder packedOrder(OrderIdentity order, List<ReleasedSource> sources) {
    return PackedOrder.of(
        order.seed(),
        order.sequenceTokens(),
        sources.stream().map(s -> new WeightedSource(s.name(), s.tokens(), s.weight())).toList());
  }

  SortedMap<String, Object> toJson() {
    Map<String, Object> json = new HashMap<>();
    json.put("format-version", formatVersion());
    json.put("name", name);
    json.put("plan-digest", planDigest);
    json.put("algorithms", algorithms);
    json.put("tokenizer", tokenizer.toJson());
    json.put("order", order.toJson());
    json.put("sources", sources.stream().map(ReleasedSource::toJson).toList());
    json.put("licenses", licenses.stream().map(ClassCount::toJson).toList());
    json.put("rights", rights.stream().map(ClassCount::toJson).toList());
    json.put("documents", documentsJson());
    json.put("removals", removals.stream().map(Removal::toJson).toList());
    json.put("withdrawn-digest", withdrawnDigest);
    if (!base.isEmpty()) {
      json.put("base", base);
    }
    json.put("shards", shards.stream().map(ReleasedShard::toJson).toList());
    intervention.ifPresent(present -> json.put("intervention", present.toJson()));
    return CanonicalJson.copyObject(json);
  }

  private Map<String, Object> documentsJson() {
    return Map.of(
        "count", documents(), "tokens", tokens(), "ids-sha256", ContentCheck.idsSha256(shards));
  }

  static ReleaseContent fromJson(JsonFields json) {
    long version = json.integer("format-version");
    ReleaseContent content =
        new ReleaseContent(
            json.text("name"),
            json.text("plan-digest"),
            json.texts("algorithms"),
            TokenizerIdentity.fromJson(json.object("tokenizer")),
            OrderIdentity.fromJson(json.object("order")),
            json.objects("sources", ReleasedSource::fromJson),
            json.objects("licenses", ClassCount::fromJson),
            json.objects("rights", ClassCount::fromJson),
            json.objects("removals", Removal::fromJson),
            json.text("withdrawn-digest"),
            json.textOrEmpty("base"),
            json.objects("shards", ReleasedShard::fromJson),
            json.objectIfPresent("intervention").map(Intervention::fromJson));
    if (content.intervention.isPresent()) {
      ContentCheck.check(content.intervention.get(), content.withIntervention(null));
    }
    if (version != content.formatVersion()) {
      // One content has one form, or it would have two ids.
      throw new IllegalArgumentException(
          "content.format-version: expected " + content.formatVersion() + ", found " + version);
    }
    JsonFields documents = json.object("documents");
    if (documents.integer("count") != content.documents()
        || documents.integer("tokens") != content.tokens()
        || !documents.text("ids-sha256").equals(ContentCheck.idsSha256(content.shards))) {
      throw new IllegalArgumentException("content.documents: not the sum of content.shards");
    }
    documents.end();
    json.end();
    return content;
  }
}
