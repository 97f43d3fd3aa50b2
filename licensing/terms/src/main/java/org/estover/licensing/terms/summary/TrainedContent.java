package org.estover.licensing.terms.summary;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.estover.tokenize.reconstruct.PlacedSequence;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.reconstruct.Span;
import org.estover.tokenize.release.DocumentRow;
import org.estover.tokenize.release.DocumentTable;
import org.estover.tokenize.release.Manifest;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.ReleasedSource;
import org.estover.tokenize.release.UriHost;

/**
 * How much of what a model reads, or a release holds: tokens by source, and of what the trust
 * crawled by domain.
 *
 * @param tokens of all sources
 * @param sources tokens by source; those with none are left out
 * @param crawled the sources that the trust crawled itself, which the release's evidence names
 * @param domains tokens of crawled sources by domain; what has no host has the empty name
 */
public record TrainedContent(
    long tokens,
    SortedMap<String, Long> sources,
    SortedSet<String> crawled,
    SortedMap<String, Long> domains) {

  public TrainedContent {
    sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
    crawled = Collections.unmodifiableSortedSet(new TreeSet<>(crawled));
    domains = Collections.unmodifiableSortedMap(new TreeMap<>(domains));
  }

  /**
   * All of a release, each document once. Reads the document tables of crawled sources.
   *
   * @param domainOf the domain of a host
   */
  public static TrainedContent of(Release release, UnaryOperator<String> domainOf)
      throws IOException {
    SortedSet<String> crawled = crawled(release.manifest());
    TreeMap<String, Long> sources = new TreeMap<>();
    TreeMap<String, Long> domains = new TreeMap<>();
    for (ReleasedSource source : release.content().sources()) {
      add(sources, source.name(), source.tokens());
    }
    for (ReleasedShard shard : release.content().shards()) {
      if (crawled.contains(shard.source())) {
        try (DocumentTable table = release.documents(shard)) {
          for (long number = 0; number < table.rowCount(); number++) {
            DocumentRow row = table.row(number);
            add(domains, domain(row.document().uri(), domainOf), row.tokens());
          }
        }
      }
    }
    return new TrainedContent(release.content().tokens(), sources, crawled, domains);
  }

  /**
   * What the first steps of a training read: the inputs of its sequences, each time counted. One
   * look-up a sequence, and of crawled sources the documents in it: time grows with the steps.
   *
   * @param order the release in the order that the training follows
   * @param positions steps times sequences per step
   */
  public static TrainedContent of(Reconstruct order, long positions, UnaryOperator<String> domainOf)
      throws IOException {
    SortedSet<String> crawled = crawled(order.release().manifest());
    TreeMap<String, Long> sources = new TreeMap<>();
    TreeMap<String, Long> domains = new TreeMap<>();
    long inputs = order.content().order().sequenceTokens();
    for (long position = 0; position < positions; position++) {
      PlacedSequence sequence = order.sequence(position);
      add(sources, sequence.source(), inputs);
      if (crawled.contains(sequence.source())) {
        for (Span span : order.spans(position)) {
          add(domains, domain(span.document().uri(), domainOf), span.inputs());
        }
      }
    }
    return new TrainedContent(Math.multiplyExact(positions, inputs), sources, crawled, domains);
  }

  private static void add(SortedMap<String, Long> counts, String name, long tokens) {
    if (tokens > 0) {
      counts.merge(name, tokens, Math::addExact);
    }
  }

  private static String domain(String uri, UnaryOperator<String> domainOf) {
    String host = UriHost.of(uri);
    return host.isEmpty() ? "" : domainOf.apply(host);
  }

  /** The sources of which the release's evidence names WARC files that the trust wrote. */
  static SortedSet<String> crawled(Manifest manifest) {
    TreeSet<String> crawled = new TreeSet<>();
    if (manifest.evidence().get("warc") instanceof List<?> files) {
      for (Object file : files) {
        if (file instanceof SortedMap<?, ?> named && named.get("name") instanceof String name) {
          int slash = name.indexOf('/');
          crawled.add(slash < 0 ? name : name.substring(0, slash));
        }
      }
    }
    return crawled;
  }

  /** Tokens of what the trust crawled. */
  long crawledTokens() {
    return crawled.stream().mapToLong(source -> sources.getOrDefault(source, 0L)).sum();
  }
}
