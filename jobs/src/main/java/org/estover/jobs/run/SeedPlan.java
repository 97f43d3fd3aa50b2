package org.estover.jobs.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.estover.crawl.source.WebSource;

/**
 * A web source that stands in no plan: seeds, and the keys that a web source of a plan may have.
 */
public final class SeedPlan {
  private static final String SOURCE = "web";

  private SeedPlan() {}

  /**
   * The source.
   *
   * @param keys values of keys as a plan has them, such as {@code max-pages}: {@code 100}
   * @throws PlanException if a seed or a key is wrong
   */
  public static WebSource of(List<String> seeds, SortedMap<String, String> keys)
      throws IOException {
    StringBuilder yaml = new StringBuilder("corpus: crawl\nsources:\n  web:\n    type: web\n");
    yaml.append("    seeds: ").append(quoted(seeds)).append('\n');
    keys.forEach(
        (name, value) ->
            yaml.append("    ")
                .append(quoted(name))
                .append(": ")
                .append(value.startsWith("[") ? value : quoted(value))
                .append('\n'));
    return (WebSource) RunPlan.parse(Path.of("command line"), yaml.toString()).source(SOURCE);
  }

  private static String quoted(Object value) {
    return Json.MAPPER.<JsonNode>valueToTree(value).toString();
  }
}
