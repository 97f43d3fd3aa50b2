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
import java.util.concurrent.Callable;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.order.DerivedOrder;
import org.estover.tokenize.order.PackedOrder;
import org.estover.tokenize.order.RemovedTokens;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.release.DocumentTable;
import org.estover.tokenize.release.Intervention;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.UriHost;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "derive",
    description = "Writes the same order minus a host: reserve sequences stand where it was read.")
final class OrderDerive implements Callable<Integer> {
  @Mixin private final Context context;
  @Mixin private final ReleaseArgument release = new ReleaseArgument();
  @Mixin private final BatchOption batch = new BatchOption();

  @Option(
      names = "--without-host",
      required = true,
      paramLabel = "HOST",
      description = "Host that no step reads any more, nor those below it; repeat for more.")
  private List<String> hosts = new ArrayList<>();

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
    List<RemovedTokens> removed = removed(opened, parent);
    DerivedOrder order =
        DerivedOrder.without(parent, opened.id(), plan.firstPosition(steps), removed);
    order.write(file);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("release", opened.id());
    data.put("order", order.id());
    data.put("documents", removed.size());
    data.put("positions", order.length());
    data.put("replaced", order.holes().length);
    data.put("file", file.toString());
    context.answer(
        removed.size()
            + " documents of "
            + String.join(", ", hosts)
            + " were read by "
            + order.holes().length
            + " of "
            + order.length()
            + " sequences; sequences of the reserve stand there now\nwrote "
            + context.around().shown(file)
            + "\nnext: name it with --order; a trainer that logs its chain trains on "
            + Reconstruct.of(opened, order).dataId(),
        data);
    return ExitCode.OK;
  }

  /** The tokens of the hosts' documents; every document table is read once. */
  private List<RemovedTokens> removed(Release opened, PackedOrder parent) throws IOException {
    List<String> wanted = hosts.stream().map(UriHost::normal).toList();
    if (wanted.contains("")) {
      throw Errors.noName("--without-host");
    }
    Set<String> unmet = new LinkedHashSet<>(wanted);
    List<RemovedTokens> removed = new ArrayList<>();
    for (int source = 0; source < parent.sources().size(); source++) {
      long start = 0;
      for (ReleasedShard shard : opened.content().shardsOf(parent.sources().get(source).name())) {
        try (DocumentTable documents = opened.documents(shard)) {
          for (long row = 0; row < documents.rowCount(); row++) {
            String host = UriHost.of(documents.row(row).document().uri());
            List<String> met = wanted.stream().filter(d -> UriHost.isWithin(host, d)).toList();
            if (!met.isEmpty()) {
              unmet.removeAll(met);
              DocumentTable.RowPlace place = documents.place(row);
              removed.add(
                  new RemovedTokens(source, start + place.tokenStart(), start + place.tokenEnd()));
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
}
