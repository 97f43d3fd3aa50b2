package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.estover.licensing.terms.agreement.LicenseClass;
import org.estover.licensing.terms.agreement.Permission;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.order.DerivedOrder;
import org.estover.tokenize.order.PackedOrder;
import org.estover.tokenize.order.RemovedTokens;
import org.estover.tokenize.order.WeightedSource;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.release.DocumentTable;
import org.estover.tokenize.release.Intervention;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.SourceShare;
import org.estover.tokenize.release.UriHost;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "derive",
    description =
        "Writes the same order minus hosts, licenses or sources: reserve sequences stand where they"
            + " stood.")
final class OrderDerive implements Callable<Integer> {
  @Mixin private final Context context;
  @Mixin private final ReleaseArgument release = new ReleaseArgument();
  @Mixin private final BatchOption batch = new BatchOption();

  @Option(
      names = "--without-host",
      paramLabel = "HOST",
      description = "Host that no step reads any more, nor those below it; repeat for more.")
  private List<String> hosts = new ArrayList<>();

  @Option(
      names = "--without-license-class",
      paramLabel = "CLASS",
      description =
          "Documents that no step reads any more, by the class of their license: public-domain,"
              + " attribution, share-alike, no-derivatives, non-commercial, unstated; repeat for"
              + " more.")
  private List<String> licenseClasses = new ArrayList<>();

  @Option(
      names = "--without-source",
      paramLabel = "NAME",
      description =
          "Source that no step reads any more; the reserve of the others fills its holes. Repeat for"
              + " more.")
  private List<String> sources = new ArrayList<>();

  @Option(
      names = "--steps",
      required = true,
      paramLabel = "N",
      description = "Steps of the training; what the order has beyond them is the reserve.")
  private long steps;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The file to write; see tokenize/FORMAT.md.")
  private Path out = Path.of("");

  OrderDerive(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    BatchPlan plan = batch.plan();
    Path file = context.around().path(out);
    if (Files.exists(file)) {
      throw Errors.exists(file);
    }
    Release opened = Release.open(release.folder(context));
    Optional<Intervention> intervention = opened.content().intervention();
    if (intervention.isPresent()) {
      throw Errors.noOrderOf(opened.id(), intervention.get().parent());
    }
    PackedOrder parent = opened.content().packedOrder();
    long all = plan.steps(parent.length());
    if (steps < 0 || steps > all) {
      throw Errors.notAStep("--steps", steps, 0, all, plan);
    }
    if (hosts.isEmpty() && licenseClasses.isEmpty() && sources.isEmpty()) {
      throw Errors.oneOf("--without-host", "one of --without-license-class and --without-source");
    }
    requireSources(parent);
    long length = plan.firstPosition(steps);
    List<Removed> removed = removed(opened, parent);
    DerivedOrder order = DerivedOrder.without(parent, opened.id(), length, tokens(removed, parent));
    order.write(file);
    SortedMap<SourceShare, long[]> shares = shares(removed, parent, length);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("release", opened.id());
    data.put("order", order.id());
    data.put("documents", removed.size());
    data.put("positions", order.length());
    data.put("replaced", order.holes().length);
    data.put("replacements", Replacement.of(order).stream().map(Replacement::data).toList());
    data.put("removed", data(shares));
    data.put("file", file.toString());
    context.answer(people(order, removed.size(), shares, file, opened), data);
    return ExitCode.OK;
  }

  private String people(
      DerivedOrder order,
      int documents,
      SortedMap<SourceShare, long[]> shares,
      Path file,
      Release opened) {
    Table table = new Table().row("documents", "tokens", "source", "license", "holder");
    shares.forEach(
        (share, counts) ->
            table.row(counts[0], counts[1], share.source(), share.license(), share.holder()));
    long holes = order.holes().length;
    return table
        + Table.counted(documents, "document")
        + " of "
        + Stream.of(hosts, licenseClasses, sources)
            .flatMap(List::stream)
            .collect(Collectors.joining(", "))
        + " and the tokens of "
        + (documents == 1 ? "it" : "them")
        + " that these steps would have read\n"
        + (holes == 0
            ? "no sequence reads them up to there: nothing is replaced"
            : Table.counted(holes, "sequence")
                + " of "
                + order.length()
                + " would have; sequences of the reserve stand there now"
                + Replacement.people(order))
        + "\nwrote "
        + context.around().shown(file)
        + "\nnext: name it with --order; a trainer that logs its chain trains on "
        + Reconstruct.of(opened, order).dataId();
  }

  private void requireSources(PackedOrder parent) throws UsageException {
    for (String name : sources) {
      if (parent.sourceIndex(name) < 0) {
        throw Errors.noSource(name, parent.sources().stream().map(WeightedSource::name).toList());
      }
    }
  }

  /** The tokens of the removed documents, and all of the sources that are left out as a whole. */
  private List<RemovedTokens> tokens(List<Removed> removed, PackedOrder parent) {
    List<RemovedTokens> tokens = new ArrayList<>();
    removed.forEach(document -> tokens.add(document.tokens()));
    for (String name : sources) {
      int source = parent.sourceIndex(name);
      tokens.add(new RemovedTokens(source, 0, parent.sources().get(source).tokens()));
    }
    return tokens;
  }

  /**
   * How many sequences of a source were replaced by such of another one, or of its own reserve.
   *
   * @param source the source that lost them
   * @param by the source whose reserve stands there now
   */
  private record Replacement(String source, String by, long sequences) {
    static List<Replacement> of(DerivedOrder order) {
      SortedMap<Integer, SortedMap<Integer, Long>> counts = new TreeMap<>();
      for (long hole : order.holes()) {
        counts
            .computeIfAbsent(order.parent().slot(hole).sourceIndex(), lost -> new TreeMap<>())
            .merge(order.slot(hole).sourceIndex(), 1L, Long::sum);
      }
      List<WeightedSource> sources = order.sources();
      return counts.entrySet().stream()
          .flatMap(
              lost ->
                  lost.getValue().entrySet().stream()
                      .map(
                          by ->
                              new Replacement(
                                  sources.get(lost.getKey()).name(),
                                  sources.get(by.getKey()).name(),
                                  by.getValue())))
          .toList();
    }

    /** A line for each source that is dropped as a whole, and by what it was replaced. */
    static String people(DerivedOrder order) {
      return of(order).stream()
          .filter(one -> !one.source.equals(one.by))
          .map(
              one ->
                  "\n"
                      + Table.counted(one.sequences, "sequence")
                      + " of source "
                      + one.source
                      + ", of which none is left, replaced by such of source "
                      + one.by)
          .collect(Collectors.joining());
    }

    Map<String, Object> data() {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("source", source);
      data.put("by", by);
      data.put("sequences", sequences);
      return data;
    }
  }

  private static List<Object> data(SortedMap<SourceShare, long[]> shares) {
    List<Object> list = new ArrayList<>();
    shares.forEach(
        (share, counts) -> {
          Map<String, Object> data = new LinkedHashMap<>();
          data.put("source", share.source());
          data.put("license", share.license());
          data.put("holder", share.holder());
          data.put("documents", counts[0]);
          data.put("tokens", counts[1]);
          list.add(data);
        });
    return list;
  }

  /**
   * Of each source, license and holder the removed documents, and how many of their tokens the
   * training would have read, counted as it is billed.
   */
  private static SortedMap<SourceShare, long[]> shares(
      List<Removed> removed, PackedOrder parent, long length) {
    SortedMap<SourceShare, long[]> shares = new TreeMap<>();
    for (Removed document : removed) {
      long[] counts = shares.computeIfAbsent(document.share(), share -> new long[2]);
      counts[0]++;
      counts[1] += document.tokens().inputs(parent, length);
    }
    return shares;
  }

  /** A document that is not read any more. */
  private record Removed(RemovedTokens tokens, SourceShare share) {}

  /** What is left out; every document table is read once. */
  private List<Removed> removed(Release opened, PackedOrder parent) throws IOException {
    Map<String, Set<String>> wanted = new LinkedHashMap<>();
    for (String host : hosts) {
      if (UriHost.normal(host).isEmpty()) {
        throw Errors.noName("--without-host");
      }
      wanted.put(host, UriHost.spellings(host));
    }
    List<LicenseClass> without =
        Arguments.checked(() -> licenseClasses.stream().map(LicenseClass::of).toList());
    Set<String> unmet = new LinkedHashSet<>(wanted.keySet());
    List<Removed> removed = new ArrayList<>();
    for (int source = 0; source < parent.sources().size(); source++) {
      long start = 0;
      String name = parent.sources().get(source).name();
      boolean whole = sources.contains(name);
      for (ReleasedShard shard : opened.content().shardsOf(name)) {
        try (DocumentTable documents = opened.documents(shard)) {
          for (long row = 0; row < documents.rowCount(); row++) {
            ReleasedDocument document = documents.row(row).document();
            String host = UriHost.of(document.uri());
            if (isOfOne(host, wanted, unmet) || whole || isOfClass(document, without)) {
              DocumentTable.RowPlace place = documents.place(row);
              removed.add(
                  new Removed(
                      new RemovedTokens(
                          source, start + place.tokenStart(), start + place.tokenEnd()),
                      SourceShare.uncounted(documents.share(place.share()))));
            }
          }
          start += documents.tokenCount();
        }
      }
    }
    if (!unmet.isEmpty()) {
      throw Errors.noDocumentOf(unmet);
    }
    return removed;
  }

  /** Whether a host is one of those that are wanted, or below; those that it is are met. */
  private static boolean isOfOne(String host, Map<String, Set<String>> wanted, Set<String> unmet) {
    List<String> met =
        wanted.entrySet().stream()
            .filter(one -> one.getValue().stream().anyMatch(d -> UriHost.isWithin(host, d)))
            .map(Map.Entry::getKey)
            .toList();
    unmet.removeAll(met);
    return !met.isEmpty();
  }

  /** Whether no choice that a document's license leaves is of another class. */
  private static boolean isOfClass(ReleasedDocument document, List<LicenseClass> classes) {
    return !classes.isEmpty()
        && classes.containsAll(Permission.of(document.license(), document.rights()).classes());
  }
}
