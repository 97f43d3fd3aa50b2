package org.estover.licensing.portal.chart;

import crawlercommons.domains.PaidLevelDomain;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.estover.licensing.terms.agreement.LicenseClass;
import org.estover.tokenize.release.DocumentRow;
import org.estover.tokenize.release.DocumentTable;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.UriHost;

/**
 * From which domains a release comes and under which kinds of licenses: the numbers of a treemap,
 * which sum to the release's tokens exactly.
 *
 * @param domains the largest, by tokens and name
 * @param others how many more there are
 * @param rest documents and tokens of those, and of what names no domain
 * @param all how many domains there are in all
 * @param topTenth how many are the largest tenth, which the EU's summary lists
 * @param topTenthTokens tokens of these
 * @param tokens of the release
 */
public record DomainShares(
    List<Domain> domains,
    long others,
    Domain rest,
    long all,
    long topTenth,
    long topTenthTokens,
    long tokens) {

  /** The most domains that are shown one by one. */
  static final int SHOWN = 60;

  private static final int TENTH = 10;

  /** Copies the list. */
  public DomainShares {
    domains = List.copyOf(domains);
  }

  /**
   * A domain.
   *
   * @param tokensByKind tokens by kind of license, as slices write it, most permissive first
   */
  public record Domain(String name, long documents, long tokens, Map<String, Long> tokensByKind) {
    /** Copies the map. */
    public Domain {
      tokensByKind = Collections.unmodifiableMap(new TreeMap<>(tokensByKind));
    }
  }

  /**
   * What is registered of a host by the list of public suffixes; of an address, or where the list
   * says nothing, the host.
   */
  public static String domainOf(String host) {
    String domain = PaidLevelDomain.getPLD(host);
    return domain == null || domain.isEmpty() ? host : domain;
  }

  /** Under what a document is, as its row says it. */
  private record Terms(String license, String rights) {}

  /** Counts one domain. */
  private static final class Count {
    private long documents;
    private long tokens;
    private final Map<LicenseClass, Long> byKind = new EnumMap<>(LicenseClass.class);

    void add(LicenseClass kind, long more) {
      documents++;
      tokens += more;
      byKind.merge(kind, more, Math::addExact);
    }

    void add(Count other) {
      documents += other.documents;
      tokens += other.tokens;
      other.byKind.forEach((kind, more) -> byKind.merge(kind, more, Math::addExact));
    }

    Domain named(String name) {
      Map<String, Long> words = new TreeMap<>();
      byKind.forEach((kind, sum) -> words.put(kind.word(), sum));
      return new Domain(name, documents, tokens, words);
    }
  }

  /**
   * Counts a release. Reads every row of its document tables once; memory grows with its hosts,
   * while it runs.
   */
  public static DomainShares of(Release release) throws IOException {
    Map<String, Count> byHost = new HashMap<>();
    // A release has few licenses under few rights, and reading an expression takes long.
    Map<Terms, LicenseClass> kinds = new HashMap<>();
    for (ReleasedShard shard : release.content().shards()) {
      try (DocumentTable table = release.documents(shard)) {
        for (long number = 0; number < table.rowCount(); number++) {
          DocumentRow row = table.row(number);
          ReleasedDocument document = row.document();
          byHost
              .computeIfAbsent(UriHost.of(document.uri()), any -> new Count())
              .add(
                  kinds.computeIfAbsent(
                      new Terms(document.license(), document.rights()),
                      terms -> LicenseKinds.of(terms.license(), terms.rights())),
                  row.tokens());
        }
      }
    }
    Map<String, Count> byDomain = new TreeMap<>();
    byHost.forEach(
        (host, count) ->
            byDomain
                .computeIfAbsent(host.isEmpty() ? "" : domainOf(host), any -> new Count())
                .add(count));
    return largest(byDomain);
  }

  private static DomainShares largest(Map<String, Count> byDomain) {
    Count rest = new Count();
    Count without = byDomain.remove("");
    if (without != null) {
      rest.add(without);
    }
    List<Map.Entry<String, Count>> sorted = new ArrayList<>(byDomain.entrySet());
    sorted.sort(
        Comparator.comparingLong((Map.Entry<String, Count> entry) -> -entry.getValue().tokens)
            .thenComparing(Map.Entry::getKey));
    int tenth = (sorted.size() + TENTH - 1) / TENTH;
    List<Domain> shown = new ArrayList<>();
    long tokens = rest.tokens;
    long ofTenth = 0;
    for (int i = 0; i < sorted.size(); i++) {
      Count count = sorted.get(i).getValue();
      tokens += count.tokens;
      ofTenth += i < tenth ? count.tokens : 0;
      if (i < SHOWN) {
        shown.add(count.named(sorted.get(i).getKey()));
      } else {
        rest.add(count);
      }
    }
    return new DomainShares(
        shown,
        Math.max(0, sorted.size() - SHOWN),
        rest.named(""),
        sorted.size(),
        tenth,
        ofTenth,
        tokens);
  }
}
