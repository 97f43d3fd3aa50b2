package org.estover.jobs.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import org.estover.crawl.source.WebSource;

/**
 * A web source that stands in no plan: seeds, and the keys that a web source of a plan may have.
 */
public final class SeedPlan {
  private static final String SOURCE = "web";
  private static final List<String> HEAD =
      List.of("corpus: crawl", "sources:", "  " + SOURCE + ":", "    type: web");

  private SeedPlan() {}

  /**
   * The source.
   *
   * @param keys values of keys as a plan has them, such as {@code max-pages}: {@code 100}
   * @param said how a person has said a key, such as {@code --max-pages}
   * @throws PlanException if a seed or a key is wrong; the message names what was said
   */
  public static WebSource of(
      List<String> seeds, SortedMap<String, String> keys, UnaryOperator<String> said)
      throws IOException {
    List<String> lines = new ArrayList<>(HEAD);
    lines.add("    seeds: " + quoted(seeds));
    keys.forEach(
        (name, value) ->
            lines.add(
                "    " + quoted(name) + ": " + (isList(value) ? flat(value) : quoted(value))));
    String yaml = String.join("\n", lines) + "\n";
    try {
      return (WebSource) RunPlan.parse(Path.of("command line"), yaml).source(SOURCE);
    } catch (PlanException e) {
      List<String> names = List.copyOf(keys.keySet());
      int key = e.line() - HEAD.size() - 2;
      throw key >= 0 && key < names.size()
          ? Errors.onTheCommandLine(said.apply(names.get(key)), names.get(key), e)
          : Errors.onTheCommandLine("SEED", "seeds", e);
    }
  }

  private static boolean isList(String value) {
    return value.startsWith("[");
  }

  /** A list as it was typed, in one line. */
  private static String flat(String list) {
    return list.replace('\n', ' ');
  }

  private static String quoted(Object value) {
    return Json.MAPPER.<JsonNode>valueToTree(value).toString();
  }
}
