package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.crawl.fetch.ConnectTo;
import org.estover.crawl.fetch.WebCrawler;
import org.estover.crawl.rights.LintFinding;
import org.estover.crawl.rights.LintSubject;
import org.estover.crawl.rights.RightsLint;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "lint",
    description = {
      "Tells a site's owner what is wrong with what the site declares about its rights.",
      "Of a host it asks for robots.txt, tdmrep.json, ai.txt, the first page and the license"
          + " documents that these name, as politely as a crawl; of files it asks nobody. Exit code 1"
          + " says that there are errors."
    })
final class SiteLint implements Callable<Integer> {
  private static final int MAX_BYTES = 16 << 20;

  /** What a file is taken for, by what {@code --kind} calls it: a name and a media type. */
  private static final Map<String, List<String>> KINDS =
      Map.of(
          "robots", List.of("robots.txt", ""),
          "tdmrep", List.of("tdmrep.json", ""),
          "ai-txt", List.of("ai.txt", ""),
          "rsl", List.of("", "application/rsl+xml"),
          "page", List.of("", "text/html"));

  @Mixin private final Context context;

  @Parameters(
      paramLabel = "HOST|FILE",
      arity = "1..*",
      description =
          "A host, as in example.org or http://example.org:8080; or the files of one site.")
  private List<String> wanted = new ArrayList<>();

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description =
          "What the files are: robots, tdmrep, ai-txt, rsl or page (default: told by name and"
              + " content).")
  private @Nullable String kind;

  @Option(
      names = "--connect-to",
      paramLabel = "NAME=HOST:PORT",
      split = ",",
      description = "Where a name leads instead of DNS, loopback included; repeat for more.")
  private List<String> connectTo = new ArrayList<>();

  SiteLint(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    List<LintSubject> subjects = new ArrayList<>();
    List<String> asked = new ArrayList<>();
    if (wanted.size() == 1 && !Files.exists(context.around().path(Path.of(wanted.get(0))))) {
      ConnectTo addresses = Arguments.checked(() -> ConnectTo.parse(connectTo));
      SiteVisit visit = new SiteVisit(addresses, context.around().clock());
      subjects.addAll(visit.of(wanted.get(0)));
      asked.addAll(visit.asked());
    } else {
      for (String file : wanted) {
        subjects.add(file(file));
      }
    }
    return answer(subjects, asked, RightsLint.lint(subjects, WebCrawler.AGENT));
  }

  private LintSubject file(String name) throws IOException {
    byte[] bytes = SiteBytes.read(context.around().path(Path.of(name)), MAX_BYTES);
    if (kind == null) {
      return LintSubject.ofFile(name, bytes);
    }
    List<String> taken = KINDS.get(kind);
    if (taken == null) {
      throw Errors.notOneOf("--kind", kind, KINDS.keySet().stream().sorted().toList());
    }
    String called = taken.get(0).isEmpty() ? name : taken.get(0);
    return new LintSubject(called, 0, taken.get(1), List.of(), bytes);
  }

  private int answer(List<LintSubject> subjects, List<String> asked, List<LintFinding> findings) {
    Map<LintFinding.Severity, Long> counts = new LinkedHashMap<>();
    StringBuilder text = new StringBuilder();
    asked.forEach(line -> text.append(line).append('\n'));
    text.append(asked.isEmpty() ? "" : "\n");
    for (LintFinding finding : findings) {
      counts.merge(finding.severity(), 1L, Long::sum);
      text.append(label(finding.severity())).append("  ").append(finding.where()).append("  ");
      text.append(finding.found()).append("\n    so:   ").append(finding.leadsTo());
      text.append("\n    cure: ").append(finding.cure()).append('\n');
    }
    long errors = counts.getOrDefault(LintFinding.Severity.ERROR, 0L);
    text.append(Table.counted(subjects.size(), "file")).append(": ");
    text.append(Table.counted(errors, "error")).append(", ");
    text.append(Table.counted(counts.getOrDefault(LintFinding.Severity.WARNING, 0L), "warning"));
    text.append(", ");
    text.append(Table.counted(counts.getOrDefault(LintFinding.Severity.NOTE, 0L), "note"));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("files", subjects.stream().map(LintSubject::name).toList());
    data.put("asked", asked);
    data.put("errors", errors);
    data.put("findings", findings.stream().map(SiteLint::json).toList());
    context.answer(text.toString(), data);
    return errors == 0 ? ExitCode.OK : ExitCode.FOUND;
  }

  private static String label(LintFinding.Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> json(LintFinding finding) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("severity", label(finding.severity()));
    json.put("where", finding.where());
    json.put("found", finding.found());
    json.put("leadsTo", finding.leadsTo());
    json.put("cure", finding.cure());
    return json;
  }
}
