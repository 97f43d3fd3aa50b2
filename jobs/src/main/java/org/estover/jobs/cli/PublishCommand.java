package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.ledger.log.HostsListed;
import org.estover.ledger.log.RightsDecided;
import org.estover.licensing.terms.PublishedRelease;
import org.estover.tokenize.release.Release;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "publish",
    description =
        "Verifies a release, takes it into the trust's releases and enters it in the log.")
final class PublishCommand implements Callable<Integer> {
  @Mixin private final Context context;
  @Mixin private final ReleaseArgument release = new ReleaseArgument();

  PublishCommand(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    Path folder = release.folder(context);
    if (!OpenTrust.exists(context)) {
      // What cannot be published founds no trust either.
      context.releases().requireSound(folder);
    }
    String corpus = Release.open(folder).content().name();
    try (OpenTrust open = OpenTrust.openOrFound(context)) {
      PublishedRelease published = open.trust().publish(folder);
      long size = open.ledger().checkpoint().size();
      String shown = context.around().shown(published.folder());
      context.answer(
          (published.repeated() ? "was published before: " : "published ")
              + published.releaseId()
              + "\n  corpus  "
              + corpus
              + "\n  from    "
              + context.around().shown(folder)
              + "\n  folder  "
              + shown
              + "\n  rights  "
              + rights(published.rights())
              + "\n  hosts   "
              + hosts(published.hosts())
              + "\n  log     "
              + size
              + " entries, root "
              + open.ledger().checkpoint().root(),
          Map.of(
              "release", published.releaseId(),
              "corpus", corpus,
              "from", folder.toString(),
              "folder", published.folder().toString(),
              "rights", data(published.rights()),
              "hosts", data(published.hosts()),
              "repeated", published.repeated(),
              "logSize", Long.toString(size)));
    }
    return ExitCode.OK;
  }

  private static String rights(RightsDecided rights) {
    return String.format(
        Locale.ROOT,
        "%s: a signal permits %,d documents, none speaks of %,d; dropped were %,d for sale and %,d"
            + " reserved",
        rights.batchId(),
        rights.allowed(),
        rights.unknown(),
        rights.licenseRequired(),
        rights.denied());
  }

  private static String hosts(@Nullable HostsListed hosts) {
    return hosts == null
        ? "not listed: an earlier version made the release"
        : String.format(Locale.ROOT, "%,d, root %s", hosts.hosts(), hosts.rootSha256());
  }

  private static Map<String, Object> data(@Nullable HostsListed hosts) {
    Map<String, Object> data = new LinkedHashMap<>();
    if (hosts != null) {
      data.put("hosts", Long.toString(hosts.hosts()));
      data.put("documents", Long.toString(hosts.documents()));
      data.put("tokens", Long.toString(hosts.tokens()));
      data.put("root", hosts.rootSha256());
    }
    return data;
  }

  private static Map<String, Object> data(RightsDecided rights) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("batch", rights.batchId());
    data.put("verdictsSha256", rights.verdictsSha256());
    data.put("allowed", Long.toString(rights.allowed()));
    data.put("unknown", Long.toString(rights.unknown()));
    data.put("licenseRequired", Long.toString(rights.licenseRequired()));
    data.put("denied", Long.toString(rights.denied()));
    return data;
  }
}
