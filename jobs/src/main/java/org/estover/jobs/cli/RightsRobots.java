package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estover.crawl.rights.RightsSignal;
import org.estover.crawl.rights.RobotsFile;
import org.estover.crawl.rights.RobotsRules;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "robots",
    description = {
      "Says of each URL whether a robots.txt lets a crawler fetch it (RFC 9309).",
      "A line per URL: \"allow\" or \"disallow\", a tab, the URL."
    })
final class RightsRobots implements Callable<Integer> {
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z_-]+");

  @Mixin private final Context context;

  @Parameters(index = "0", paramLabel = "FILE", description = "The robots.txt.")
  private Path file = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "AGENT",
      description = "The crawler's product token, as in Estover or Estover/0.1.")
  private String agent = "";

  @Parameters(
      index = "2..*",
      arity = "1..*",
      paramLabel = "URL",
      description = "What it would fetch: a URL, or path and query.")
  private List<String> urls = new ArrayList<>();

  @Option(
      names = "--status",
      paramLabel = "N",
      defaultValue = "200",
      description =
          "The HTTP status that the file came with (default: ${DEFAULT-VALUE}): 4xx allows, 429"
              + " and 5xx disallow everything.")
  private int status;

  @Option(names = "--lines", description = "Adds the line that decides, behind another tab.")
  private boolean lines;

  RightsRobots(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    if (status < 100 || status > 599) {
      throw Errors.notWithin("--status", status, 100, 599);
    }
    byte[] body = SiteBytes.read(context.around().path(file), RobotsFile.MAX_BYTES);
    RobotsFile robots = RobotsFile.of(status, body, token(agent));
    StringBuilder text = new StringBuilder();
    List<Map<String, Object>> data = new ArrayList<>();
    for (String url : urls) {
      boolean allowed = robots.allows(url);
      String answer = allowed ? "allow" : "disallow";
      RobotsRules rule = rule(robots, url);
      text.append(answer).append('\t').append(url);
      if (lines) {
        text.append('\t').append(rule.place()).append(": ").append(rule.words());
      }
      text.append('\n');
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("url", url);
      each.put("answer", answer);
      each.put("place", rule.place());
      each.put("rule", rule.rule());
      data.add(each);
    }
    context.answer(text.toString(), Map.of("agent", token(agent), "answers", data));
    return ExitCode.OK;
  }

  /** The product token that a User-Agent header begins with. */
  static String token(String agent) {
    Matcher matcher = TOKEN.matcher(agent);
    return matcher.lookingAt() ? matcher.group() : agent;
  }

  /** The rule that decides: the first of the signals. */
  private static RobotsRules rule(RobotsFile robots, String url) {
    for (RightsSignal signal : robots.declarations(url).signals()) {
      if (signal instanceof RobotsRules rule) {
        return rule;
      }
    }
    throw new AssertionError("every robots.txt says whether " + url + " may be fetched");
  }
}
