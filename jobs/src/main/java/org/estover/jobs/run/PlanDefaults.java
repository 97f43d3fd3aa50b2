package org.estover.jobs.run;

import java.util.List;
import java.util.Map;

/** Writes a plan with every key there is, each at its default, with its meaning beside it. */
public final class PlanDefaults {
  private static final Map<String, String> EXAMPLES =
      Map.of(
          "corpus", "example",
          "seeds", "[\"https://example.org/\"]",
          "files", "[\"data/*\"]",
          "reader", "wikipedia");
  private static final String HEAD =
      """
      # yaml-language-server: $schema=plan.schema.json
      # Every key of a plan with its default; what has none is marked as required.
      # A plan needs only the required keys. Units: B KiB MiB GiB TiB, ms s m h.
      """;

  private PlanDefaults() {}

  /** The text of {@code infra/plans/defaults.yaml}. */
  public static String yaml() {
    StringBuilder yaml = new StringBuilder(HEAD);
    key(yaml, "", PlanKeys.CORPUS);
    key(yaml, "", PlanKeys.TOKENIZER);
    yaml.append("\nsources:\n");
    for (String type : PlanKeys.TYPE.choices()) {
      yaml.append("  ").append(type).append(":\n");
      yaml.append("    type: ").append(type).append("  # required\n");
      for (PlanKey key : PlanKeys.source(type)) {
        if (!key.equals(PlanKeys.TYPE)) {
          key(yaml, "    ", key);
        }
      }
      PlanKeys.nested(type).forEach(nested -> nested(yaml, nested));
    }
    for (Map.Entry<String, List<PlanKey>> section : PlanKeys.sections().entrySet()) {
      yaml.append("\n").append(section.getKey()).append(":\n");
      section.getValue().forEach(key -> key(yaml, "  ", key));
    }
    return yaml.toString();
  }

  private static void nested(StringBuilder yaml, String name) {
    yaml.append("    ").append(name).append(":\n");
    boolean mapsSites = name.equals("sites");
    yaml.append(mapsSites ? "      example.org:\n" : "");
    String indent = mapsSites ? "        " : "      ";
    PlanKeys.nestedKeys(name).forEach(key -> key(yaml, indent, key));
  }

  private static void key(StringBuilder yaml, String indent, PlanKey key) {
    String fallback = key.fallback();
    boolean example = fallback == null || key.equals(PlanKeys.FILES);
    String value = example ? EXAMPLES.getOrDefault(key.name(), "") : fallback;
    yaml.append(indent).append(key.name()).append(": ");
    yaml.append("".equals(value) ? "\"\"" : value).append("  # ");
    yaml.append(fallback == null ? "required: " : "").append(key.meaning()).append('\n');
  }
}
