package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.estover.crawl.source.ReadLimits;
import org.estover.crawl.warc.CdxjIndex;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "index",
    description = {
      "Writes the index (CDXJ) of WARC and ARC files beside each, in place of one that is there.",
      "A line a capture, sorted by the key of its URL: tools such as pywb find captures by it."
          + " Crawls write the indexes of their own files."
    })
final class CrawlIndex implements Callable<Integer> {
  private static final List<String> ENDINGS = List.of(".warc", ".warc.gz", ".arc", ".arc.gz");

  @Mixin private final Context context;

  @Parameters(
      paramLabel = "FILE|FOLDER",
      arity = "1..*",
      description = "WARC or ARC files, or folders whose files of these kinds are all indexed.")
  private List<Path> places = List.of();

  @Option(
      names = "--strict",
      description = "Ends with code 3 if there is something that no index can name.")
  private boolean strict;

  CrawlIndex(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    Table table = new Table().row("index", "captures", "not indexed");
    List<Map<String, Object>> data = new ArrayList<>();
    long unindexed = 0;
    for (Map.Entry<Path, Path> one : warcsByIndex().entrySet()) {
      Path index = one.getKey();
      Path warc = one.getValue();
      CdxjIndex.Indexed indexed =
          CdxjIndex.write(List.of(warc), index, ReadLimits.DEFAULT.maxDocument());
      table.row(context.around().shown(index), indexed.captures(), indexed.unindexed());
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("file", warc.toString());
      row.put("index", index.toString());
      row.put("captures", indexed.captures());
      row.put("unindexed", indexed.unindexed());
      data.add(row);
      unindexed += indexed.unindexed();
    }
    context.answer(table.toString(), Map.of("indexes", data));
    if (unindexed > 0) {
      context.note(
          "estover: what is not indexed is damaged, has no URL or date, is larger than 64 MiB, or"
              + " shares its gzip member with others; write such files anew with a member a record");
    }
    return strict && unindexed > 0 ? ExitCode.DAMAGE : ExitCode.OK;
  }

  /** The files to index, by the index that each gets. */
  private Map<Path, Path> warcsByIndex() throws IOException {
    Map<Path, Path> all = new TreeMap<>();
    for (Path named : places) {
      Path place = context.around().path(named);
      List<Path> found = Files.isDirectory(place) ? inside(place) : List.of(place);
      if (found.isEmpty() || !Files.exists(found.get(0))) {
        throw Errors.noWarc(place);
      }
      for (Path warc : found) {
        Path other = all.put(CdxjIndex.beside(warc), warc);
        if (other != null && !other.equals(warc)) {
          throw Errors.sameIndex(other, warc, CdxjIndex.beside(warc));
        }
      }
    }
    return all;
  }

  private static List<Path> inside(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(file -> ENDINGS.stream().anyMatch(file.toString()::endsWith))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }
}
