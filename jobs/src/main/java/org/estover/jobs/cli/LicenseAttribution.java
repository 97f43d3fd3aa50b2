package org.estover.jobs.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.identity.TabRow;
import org.estover.tokenize.release.ReleasedDocument;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compiles the list of those whom a developer has to name. */
@Command(
    name = "attribution",
    description = "Writes which documents of a grant their licenses ask to name, and whom.")
final class LicenseAttribution implements Callable<Integer> {
  private static final List<String> COLUMNS = List.of("license", "holder", "uri", "document");

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
    try (OpenTrust open = OpenTrust.openReadOnly(context)) {
      Grant granted = open.grant("--grant", grant);
      Map<String, Long> counts = new TreeMap<>();
      write(open, granted, file, counts);
      context.answer(people(counts) + context.wrote(List.of(file)), data(granted, counts, file));
    }
    return ExitCode.OK;
  }

  /** Writes beside the file and moves it there whole, so that a failure leaves no part of it. */
  private static void write(OpenTrust open, Grant grant, Path file, Map<String, Long> counts)
      throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      try (BufferedWriter writer = Files.newBufferedWriter(unfinished, StandardCharsets.UTF_8)) {
        writer.write(TabRow.of(COLUMNS));
        open.trust()
            .granting()
            .attribution(
                grant.id(),
                document -> {
                  writer.write(TabRow.of(cells(document)));
                  counts.merge(document.license(), 1L, Math::addExact);
                });
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
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

  private static List<String> cells(ReleasedDocument document) {
    return List.of(document.license(), document.holder(), document.uri(), document.id());
  }
}
