package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.estover.crawl.decision.DecisionRules;
import org.estover.crawl.document.DocumentId;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.rights.LicenseLink;
import org.estover.crawl.rights.RightsSignal;
import org.estover.crawl.rights.RslLicense;
import org.estover.jobs.rows.CaptureRow;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.EvidenceRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.VerdictRow;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.StageName;
import org.estover.jobs.stage.Decider;
import org.estover.jobs.stage.DecisionBasis;
import org.estover.jobs.stage.Evidence;
import org.estover.jobs.stage.RowFile;
import org.estover.jobs.stage.RowSearch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "explain",
    description = {
      "Shows what a page declares about each use, step by step to the verdict, and where it stood.",
      "Of a page of a run; or of any page, by the site files, header fields and markup given."
    })
final class RightsExplain implements Callable<Integer> {
  @Mixin private final Context context;

  @Parameters(paramLabel = "URL|DOC", description = "URL, or of a run a document id (doc_...).")
  private String wanted = "";

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description = "Folder of the run (default: that of --run-dir, or the last run).")
  private @Nullable Path folder;

  @Mixin private final PageOptions page = new PageOptions();

  RightsExplain(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    List<Found> found = page.isGiven() ? List.of(given()) : ofRun();
    StringBuilder text = new StringBuilder();
    List<Map<String, Object>> data = new ArrayList<>();
    for (Found each : found) {
      text.append(each.text()).append('\n');
      data.add(each.json());
    }
    if (found.isEmpty()) {
      text.append(wanted)
          .append(": never seen by this run; name its site files to explain it (")
          .append("--robots, --tdmrep, --ai-txt, --rsl, --header, --page)\n");
    }
    context.answer(text.toString(), Map.of("pages", data));
    return found.isEmpty() ? ExitCode.FOUND : ExitCode.OK;
  }

  /** A page and what is known of it. */
  private record Found(
      String document,
      String url,
      String captured,
      RightsChain chain,
      List<SiteEvidence> evidence) {
    String text() {
      StringBuilder text = new StringBuilder();
      text.append(document.isEmpty() ? "" : document + "  ").append(url).append('\n');
      text.append(captured.isEmpty() ? "" : "  " + captured + "\n");
      text.append(chain.text());
      evidence.forEach(each -> text.append("  evidence: ").append(each.text()).append('\n'));
      return text.toString();
    }

    Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("document", document);
      json.put("url", url);
      json.put("captured", captured);
      json.putAll(chain.json());
      json.put("evidence", evidence);
      return json;
    }
  }

  private Found given() throws IOException {
    DecisionRules rules = page.rules();
    PageUrl url = PageUrl.parse(wanted).orElseThrow(() -> Errors.noUrl(wanted));
    List<RightsSignal> signals = page.signals(context.around(), url);
    String license = LicenseLink.ofPage(signals);
    RightsChain chain = RightsChain.of(rules, url.toString(), signals, license);
    return new Found("", url.toString(), "", chain, List.of());
  }

  private List<Found> ofRun() throws IOException {
    RunFolder run = folder == null ? context.run() : context.run(folder);
    DecisionBasis basis =
        run.mark(StageName.FILTER).isPresent() ? DecisionBasis.of(run) : DecisionBasis.DEFAULT;
    Decider decider = new Decider(basis);
    List<Found> found = new ArrayList<>();
    for (Page each : documents(run)) {
      found.add(explained(run, basis, decider, each));
    }
    if (found.isEmpty()) {
      for (Page each : captures(run)) {
        found.add(explained(run, basis, decider, each));
      }
    }
    return found;
  }

  /** What the run has of a page. */
  private record Page(
      String document, String url, String signals, String license, String captured) {}

  private Found explained(RunFolder run, DecisionBasis basis, Decider decider, Page each)
      throws IOException {
    List<RightsSignal> signals = decider.signals(each.url, each.signals);
    RightsChain chain = RightsChain.of(basis.rules(), each.url, signals, each.license);
    return new Found(
        each.document, each.url, each.captured, chain, evidence(run, each.url, signals));
  }

  private List<Page> documents(RunFolder run) throws IOException {
    List<Page> pages = new ArrayList<>();
    Path from = run.folder(StageName.EXTRACT).resolve("documents");
    if (run.mark(StageName.EXTRACT).isEmpty()) {
      return pages;
    }
    for (RowFile file :
        RowSearch.holding(
            from,
            DocumentRow.TYPE,
            row -> wanted.equals(row.uri()) || wanted.equals(DocumentId.of(row.id()).toString()),
            "id",
            "uri")) {
      Path verdicts = run.folder(StageName.FILTER).resolve("verdicts");
      try (RowReader<DocumentRow> rows =
              RowReader.open(
                  DocumentRow.TYPE, file.at(from.toString()), DocumentRow.withoutText());
          Rows<VerdictRow> judged = Rows.of(file.at(verdicts.toString()), VerdictRow.TYPE)) {
        for (DocumentRow row = rows.next(); row != null; row = rows.next()) {
          Optional<VerdictRow> verdict = judged.next();
          String id = DocumentId.of(row.id()).toString();
          if (wanted.equals(id) || wanted.equals(row.uri())) {
            String fate = verdict.map(RightsExplain::fate).orElse("");
            String place = row.file().isEmpty() ? "" : " in " + row.file() + " at " + row.offset();
            String date = row.fetchedAt().isEmpty() ? "" : " on " + row.fetchedAt();
            pages.add(
                new Page(
                    id, row.uri(), row.signals(), row.license(), "found" + place + date + fate));
          }
        }
      }
    }
    return pages;
  }

  private static String fate(VerdictRow verdict) {
    return verdict.keep() ? ", 03-filter keeps it" : ", 03-filter drops it by " + verdict.rule();
  }

  private List<Page> captures(RunFolder run) throws IOException {
    List<Page> pages = new ArrayList<>();
    Path from = run.folder(StageName.CRAWL).resolve("captures");
    if (run.mark(StageName.CRAWL).isEmpty()) {
      return pages;
    }
    for (RowFile file :
        RowSearch.holding(from, CaptureRow.TYPE, row -> wanted.equals(row.uri()), "uri")) {
      try (RowReader<CaptureRow> rows =
          RowReader.open(
              CaptureRow.TYPE,
              file.at(from.toString()),
              "uri",
              "outcome",
              "signals",
              "license",
              "file",
              "offset",
              "fetched_at")) {
        for (CaptureRow row = rows.next(); row != null; row = rows.next()) {
          if (wanted.equals(row.uri())) {
            String place = row.file().isEmpty() ? "" : " in " + row.file() + " at " + row.offset();
            String outcome = "no document: outcome " + row.outcome() + place;
            pages.add(new Page("", row.uri(), row.signals(), row.license(), outcome));
          }
        }
      }
    }
    return pages;
  }

  /**
   * A capture of a file that speaks for a site.
   *
   * @param bytes the file that has its bytes, or ""
   */
  record SiteEvidence(
      String kind,
      String subject,
      int status,
      String sha256,
      long size,
      String date,
      String file,
      long offset,
      String bytes) {
    String text() {
      String capture = date.isEmpty() ? "" : ", captured " + date;
      String place = file.isEmpty() ? "" : ", " + file + " at " + offset;
      String kept = sha256.isEmpty() ? "no bytes" : "sha256 " + sha256 + " in " + bytes;
      return kind + " of " + subject + ", status " + status + capture + place + "\n    " + kept;
    }
  }

  /** The files that speak for the page's site, and the license documents that it names. */
  private List<SiteEvidence> evidence(RunFolder run, String url, List<RightsSignal> signals)
      throws IOException {
    Set<String> subjects = new HashSet<>();
    PageUrl.parse(url).ifPresent(parsed -> subjects.add(parsed.authority()));
    for (RightsSignal signal : signals) {
      if (signal instanceof RslLicense license) {
        subjects.add(license.document());
      }
    }
    Set<SiteEvidence> found = new LinkedHashSet<>();
    Evidence evidence = Evidence.of(run);
    evidence.eachOf(subjects, row -> found.add(told(evidence, row)));
    return List.copyOf(found);
  }

  private SiteEvidence told(Evidence evidence, EvidenceRow row) throws IOException {
    return new SiteEvidence(
        row.kind(),
        row.subject(),
        row.status(),
        HexFormat.of().formatHex(row.sha256()),
        row.size(),
        row.date(),
        row.file(),
        row.offset(),
        evidence.place(row.sha256()).map(context.around()::shown).orElse(""));
  }
}
