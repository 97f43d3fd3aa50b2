package org.estover.jobs.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The last file of a stage's folder: what the output was made from. A stage without its mark did
 * not happen.
 *
 * @param made what the output depends on
 * @param outputRows digest of the rows (or, from 06 on, of the bytes) that the stage wrote
 */
public record CompletionMark(Fingerprint made, String outputRows) {
  /** File name inside a stage's folder. */
  public static final String FILE = "_COMPLETE.json";

  /** Among the algorithms, the digest of what no release may hold any more. */
  public static final String WITHDRAWN = "withdrawn";

  /** Why an output with this mark cannot serve for {@code wanted}; empty if it can. */
  Optional<String> whyNot(Fingerprint wanted) {
    if (made.digest().equals(wanted.digest())) {
      return Optional.empty();
    }
    return firstDifference("the plan's", made.plan(), wanted.plan())
        .or(() -> firstDifference("the version of", made.algorithms(), wanted.algorithms()))
        .or(() -> Optional.of("its inputs changed"));
  }

  private static Optional<String> firstDifference(
      String what, SortedMap<String, String> before, SortedMap<String, String> after) {
    SortedMap<String, String> keys = new TreeMap<>(before);
    keys.putAll(after);
    for (String key : keys.keySet()) {
      String old = before.getOrDefault(key, "absent");
      String now = after.getOrDefault(key, "absent");
      if (!old.equals(now) && key.equals(WITHDRAWN)) {
        return Optional.of("what is withdrawn changed");
      }
      if (!old.equals(now)) {
        return Optional.of(
            what + " " + key + " changed from " + shortened(old) + " to " + shortened(now));
      }
    }
    return Optional.empty();
  }

  private static String shortened(String value) {
    return value.length() <= 60 ? value : value.substring(0, 57) + "...";
  }

  String toJson() {
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("stage", made.stage().folder());
    root.put("fingerprint", made.digest());
    root.put("plan-part", made.planDigest());
    root.put("inputs", made.inputs());
    root.put("output-rows", outputRows);
    ObjectNode algorithms = root.putObject("algorithms");
    made.algorithms().forEach(algorithms::put);
    ObjectNode plan = root.putObject("plan");
    made.plan().forEach(plan::put);
    return root.toPrettyString() + "\n";
  }

  static CompletionMark fromJson(StageName stage, Path file, byte[] json) throws IOException {
    JsonNode root = Json.tree(file, json);
    Fingerprint made =
        new Fingerprint(
            stage,
            texts(root.path("plan")),
            root.path("inputs").asText(),
            texts(root.path("algorithms")));
    if (!made.digest().equals(root.path("fingerprint").asText())) {
      throw CorruptRunException.of(file, Errors.wrongFingerprint());
    }
    return new CompletionMark(made, root.path("output-rows").asText());
  }

  private static SortedMap<String, String> texts(JsonNode object) {
    SortedMap<String, String> texts = new TreeMap<>();
    object.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
    return texts;
  }
}
