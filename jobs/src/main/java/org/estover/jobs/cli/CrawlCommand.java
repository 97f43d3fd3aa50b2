package org.estover.jobs.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.fetch.ConnectTo;
import org.estover.crawl.fetch.Crawl;
import org.estover.crawl.fetch.CrawlOutcome;
import org.estover.crawl.fetch.WebCrawler;
import org.estover.crawl.source.SourceItem;
import org.estover.crawl.source.WebSource;
import org.estover.jobs.run.Progress;
import org.estover.jobs.run.RunPlan;
import org.estover.jobs.run.SeedPlan;
import org.estover.jobs.stage.CaptureLines;
import org.estover.jobs.stage.PageBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "crawl",
    description = {
      "Crawls from seeds, or a plan's web source, into a folder with WARC files.",
      "The folder gets captures.jsonl (a line a page: URL, outcome, status, SHA-256, rights signals"
          + " and verdict, place), warc/ and, when all is done, report.json. A crawl that was"
          + " interrupted goes on if it is started again as it was. One that is complete is not made"
          + " again: started as it was it only tells its report. Other seeds or settings need another"
          + " folder, and so does asking again (--since FOLDER asks for what has changed)."
    },
    subcommands = {CrawlGuard.class, CrawlIdentity.class, CrawlIndex.class})
final class CrawlCommand implements Callable<Integer> {
  private static final String REPORT = "report.json";
  private static final String PLAN = "plan";
  private static final int FETCHES_AT_ONCE = 8;

  /** Less than a plan's: nobody has said what this machine can hold. */
  private static final String MAX_PAGE = "16MiB";

  @Mixin private final Context context;

  @Parameters(
      paramLabel = "SEED|PLAN",
      arity = "0..*",
      description = "URLs to start at, or the file of a plan.")
  private List<String> starts = List.of();

  @Option(names = "--out", paramLabel = "DIR", description = "Folder to write; must be given.")
  private @Nullable Path out;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "The plan's web source, where it has several.")
  private @Nullable String source;

  @Option(
      names = "--connect-to",
      paramLabel = "NAME=HOST:PORT",
      split = ",",
      description = "Where a name leads instead of DNS, loopback included; repeat for more.")
  private List<String> connectTo = new ArrayList<>();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Pages fetched at a time, of different hosts (default: 8).")
  private int threads = FETCHES_AT_ONCE;

  @Option(
      names = "--max-pages",
      paramLabel = "N",
      description =
          "Pages at most; where a link level has more, each registered domain has its share"
              + " (default: 10000).")
  private @Nullable Integer maxPages;

  @Option(
      names = "--max-depth",
      paramLabel = "N",
      description = "Links followed from a seed at most (default: 20).")
  private @Nullable Integer maxDepth;

  @Option(
      names = "--delay",
      paramLabel = "TIME",
      description =
          "Least time between two requests to a host, as in 2s; of public hosts 500ms at least"
              + " (default: 1s).")
  private @Nullable String delay;

  @Option(
      names = "--contact",
      paramLabel = "URL",
      description = "Page about the crawler, which every request names.")
  private @Nullable String contact;

  @Option(
      names = "--since",
      paramLabel = "RUN|FOLDER",
      split = ",",
      description = {
        "An earlier crawl: what it holds is asked for only if it has changed, and stands as a revisit"
            + " in the WARC files. Name all crawls whose payloads are needed, as one crawl may refer"
            + " to another; keep them as long as this one."
      })
  private List<Path> since = new ArrayList<>();

  @Option(
      names = "--identity",
      paramLabel = "FILE",
      description =
          "Key that signs every request (default: ESTOVER_CRAWL_KEY, or none); see crawl identity.")
  private @Nullable Path identity;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Any other key of a plan's web source, as in timeout=10s or \"hosts=[a.org,b.org]\";"
              + " repeat for more.")
  private Map<String, String> keys = new LinkedHashMap<>();

  CrawlCommand(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    if (starts.isEmpty() || out == null) {
      throw Errors.noStartOrFolder();
    }
    WebSource web = web();
    ConnectTo addresses = Arguments.checked(() -> ConnectTo.parse(connectTo));
    WebCrawler.Signer signer = CrawlKey.signer(context.around(), identity);
    Arguments.checked(() -> signer.identity(web.crawl().contact()));
    WebCrawler crawler =
        Arguments.checked(() -> new WebCrawler(threads, context.around().clock(), signer));
    Path folder = context.around().path(out);
    String plan = CaptureLines.basis(web);
    Optional<Map<String, Object>> complete = complete(folder, plan);
    if (complete.isPresent()) {
      // Of one that was killed between its report and this.
      new Crawl(web, folder.resolve(CaptureLines.WARC), List.of()).forget();
      Map<String, Object> report = complete.get();
      context.note(Errors.completeAlready(context.around().shown(folder), report.get("ended")));
      return answer(folder, report);
    }
    requireRoom(folder);
    List<Path> earlier = earlier(web);
    Files.createDirectories(folder);
    Path warcs = folder.resolve(CaptureLines.WARC);
    Crawl crawl = new Crawl(web, warcs, earlier);
    return answer(folder, crawl(crawler, crawl, addresses, plan, folder));
  }

  private List<Path> earlier(WebSource web) throws UsageException {
    List<Path> earlier = new ArrayList<>();
    since.forEach(named -> earlier.add(context.around().path(named)));
    web.since().forEach(named -> earlier.add(Path.of(named)));
    for (Path one : earlier) {
      if (!Files.isDirectory(one)) {
        throw Errors.noEarlierCrawl(one);
      }
    }
    return earlier;
  }

  /** The report of a folder that holds this crawl, complete; refuses another one's. */
  private static Optional<Map<String, Object>> complete(Path folder, String plan)
      throws IOException {
    Path file = folder.resolve(REPORT);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Map<String, Object> report;
    try {
      report = Json.MAPPER.readValue(Files.readString(file), new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
    if (!"crawl".equals(report.get("command"))) {
      return Optional.empty();
    }
    if (!plan.equals(report.get(PLAN))) {
      throw Errors.crawledOtherwise(folder);
    }
    return Optional.of(report);
  }

  private static void requireRoom(Path folder) throws IOException {
    boolean unfinished =
        Crawl.isUnfinished(folder.resolve(CaptureLines.WARC))
            && !Files.exists(folder.resolve(REPORT));
    if (!Files.exists(folder) || unfinished) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw Errors.exists(folder);
    }
    try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder)) {
      if (inside.iterator().hasNext()) {
        throw Errors.noRoomForCrawl(folder);
      }
    }
  }

  private WebSource web() throws IOException {
    Path plan = context.around().path(Path.of(starts.get(0)));
    boolean isSeed = starts.stream().allMatch(start -> PageUrl.parse(start).isPresent());
    if (!isSeed && starts.size() == 1 && Files.exists(plan)) {
      return ofPlan(RunPlan.load(plan));
    }
    for (String start : starts) {
      if (PageUrl.parse(start).isEmpty()) {
        throw Errors.neitherSeedNorPlan(start);
      }
    }
    if (source != null) {
      throw Errors.onlyWith("--source", "a plan");
    }
    SortedMap<String, String> settings = new TreeMap<>(Map.of("max-page", MAX_PAGE));
    settings.putAll(keys);
    put(settings, "max-pages", maxPages);
    put(settings, "max-depth", maxDepth);
    put(settings, "delay", delay);
    put(settings, "contact", contact);
    return SeedPlan.of(starts, settings, key -> (keys.containsKey(key) ? "--set " : "--") + key);
  }

  private static void put(Map<String, String> settings, String key, @Nullable Object value) {
    if (value != null) {
      settings.put(key, value.toString());
    }
  }

  private WebSource ofPlan(RunPlan plan) throws UsageException {
    if (maxPages != null
        || maxDepth != null
        || delay != null
        || contact != null
        || !keys.isEmpty()) {
      throw Errors.standsInThePlan();
    }
    List<WebSource> sources = new ArrayList<>();
    for (var one : plan.sources()) {
      if (one instanceof WebSource web && (source == null || web.name().equals(source))) {
        sources.add(web);
      }
    }
    if (sources.size() != 1) {
      throw Errors.notOneWebSource(
          plan.file(), source, sources.stream().map(WebSource::name).toList());
    }
    return sources.get(0);
  }

  private Map<String, Object> crawl(
      WebCrawler crawler, Crawl crawl, ConnectTo addresses, String plan, Path folder)
      throws IOException {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("command", "crawl");
    report.put("seeds", crawl.source().crawl().seeds());
    report.put(PLAN, plan);
    report.put("started", context.around().clock().instant().toString());
    try (Progress.Bar bar = context.progress().start("crawl", "pages", 0);
        CaptureLines captures = CaptureLines.create(folder)) {
      int groups = crawler.run(crawl, addresses, 1, new PageBar(bar));
      CrawlOutcome outcome = CrawlOutcome.NOTHING;
      for (int group = 0; group < groups; group++) {
        outcome = outcome.plus(crawl.deliver(group, captures));
      }
      report.put("ended", context.around().clock().instant().toString());
      report.put("captures", captures.count());
      report.put("bytes", outcome.bytes());
      report.put("levels", outcome.levels());
      report.put("outcomes", outcome.pages());
      report.put("unreachable", captures.unreachable());
      report.put("repeated", outcome.repeated());
      report.put("leftOut", outcome.leftOut());
      report.put("quotes", captures.quotes());
      report.put("captureSet", captures.digest());
      report.put("warc", outcome.warcFiles());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Errors.crawlInterrupted(folder, e);
    }
    Path unfinished = folder.resolve("." + REPORT);
    Files.writeString(unfinished, Json.text(report) + "\n");
    Files.move(unfinished, folder.resolve(REPORT), StandardCopyOption.ATOMIC_MOVE);
    // Only now: a crawl that is killed before has all that it needs to be delivered again.
    crawl.forget();
    return report;
  }

  private static long number(@Nullable Object count) {
    return ((Number) Objects.requireNonNull(count)).longValue();
  }

  private static String unreachable(Map<?, ?> pages) {
    String cause = String.valueOf(pages.get("cause"));
    return Table.counted(number(pages.get("pages")), "page")
        + " not asked for, as robots.txt could not be had: "
        + cause
        + ", e.g. "
        + pages.get("example")
        + (cause.equals("blocked-address")
            ? " (\"estover crawl guard ADDRESS\" says why; --connect-to opens an address)\n"
            : "\n");
  }

  private int answer(Path folder, Map<String, Object> report) {
    Table table = new Table().row("outcome", "pages");
    Map<String, Long> outcomes = new TreeMap<>();
    ((Map<?, ?>) Objects.requireNonNull(report.get("outcomes")))
        .forEach((outcome, pages) -> outcomes.put(outcome.toString(), number(pages)));
    outcomes.forEach(table::row);
    StringBuilder text = new StringBuilder(table.toString()).append('\n');
    for (Object unreachable : (List<?>) Objects.requireNonNull(report.get("unreachable"))) {
      text.append(unreachable((Map<?, ?>) unreachable));
    }
    ((Map<?, ?>) Objects.requireNonNull(report.get("leftOut")))
        .forEach(
            (reason, urls) ->
                text.append(Table.counted(number(urls), "URL"))
                    .append(" left out: ")
                    .append(reason)
                    .append('\n'));
    ((Map<?, ?>) Objects.requireNonNull(report.get("repeated")))
        .forEach(
            (how, pages) ->
                text.append(Table.counted(number(pages), "page"))
                    .append(" unchanged: ")
                    .append(how)
                    .append('\n'));
    for (Object quote : (List<?>) Objects.requireNonNull(report.get("quotes"))) {
      text.append("quote: ").append(DedupeInputs.shown(quote)).append('\n');
    }
    text.append("capture set ").append(report.get("captureSet")).append('\n');
    text.append("wrote ").append(context.around().shown(folder)).append('\n');
    context.answer(text.toString(), report);
    long whole = outcomes.getOrDefault(SourceItem.OK, 0L);
    if (whole == 0) {
      context.note("estover: no page could be captured; captures.jsonl says why of each");
    }
    return whole > 0 ? ExitCode.OK : ExitCode.FOUND;
  }
}
