package org.estover.jobs.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.tokenize.release.ReleasedDocument;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compiles the list of those whom a developer has to name. */
@Command(
    name = "attribution",
    description = "Writes which documents of a grant their licenses ask to name, and whom.")
final class LicenseAttribution implements Callable<Integer> {
  private static final String HEAD = "license\tholder\turi\tdocument\n";

  @Mixin private final Context context;

  @Option(names = "--grant", paramLabel = "ID", description = "The grant (default: the one).")
  private String grant = "";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The file to write: license, holder, URI and id of a document, between tabs.")
  private Path out = Path.of("");

  LicenseAttribution(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    Path file = context.around().path(out);
    if (Files.exists(file)) {
      throw Errors.exists(file);
    }
    try (OpenTrust open = OpenTrust.open(context)) {
      Grant granted = open.grant("--grant", grant);
      Map<String, Long> counts = new TreeMap<>();
      try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
        writer.write(HEAD);
        open.trust()
            .granting()
            .attribution(
                granted.id(),
                document -> {
                  writer.write(line(document));
                  counts.merge(document.license(), 1L, Math::addExact);
                });
      }
      context.answer(people(counts) + context.wrote(List.of(file)), data(granted, counts, file));
    }
    return ExitCode.OK;
  }

  private static String people(Map<String, Long> counts) {
    Table table = new Table().row("documents", "license");
    counts.forEach((license, count) -> table.row(count, license));
    return table.toString();
  }

  private static Map<String, Object> data(Grant grant, Map<String, Long> counts, Path file) {
    Map<String, Object> documents = new LinkedHashMap<>();
    counts.forEach((license, count) -> documents.put(license, Long.toString(count)));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("grant", grant.id());
    data.put("release", grant.releaseId());
    data.put("documents", documents);
    data.put("file", file.toString());
    return data;
  }

  /** Names come from crawled pages: what would end a column or a line in them becomes a space. */
  private static String line(ReleasedDocument document) {
    return Stream.of(document.license(), document.holder(), document.uri(), document.id())
        .map(column -> column.replaceAll("[\\p{Cc}\\u2028\\u2029]", " "))
        .collect(Collectors.joining("\t", "", "\n"));
  }
}
