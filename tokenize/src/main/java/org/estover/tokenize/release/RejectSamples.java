package org.estover.tokenize.release;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Samples of what a run dropped, by stage and rule: what each rule does, shown by up to {@value
 * #MOST} documents that a pure function of seed and id chose.
 *
 * <pre>
 * Rejects --> { name: "estover.rejects.v1", rules: [ Rule ]* }     canonical JSON, by stage, then rule
 * Rule    --> { stage, rule, documents, samples: [ Sample ]* }
 * Sample  --> { document, uri, source, reason, survivor, excerpt }
 * </pre>
 *
 * @param rules by stage, then rule
 */
public record RejectSamples(List<Rule> rules) {
  /** The most samples of a rule. */
  public static final int MOST = 20;

  /** The most characters (code points) of an excerpt. */
  public static final int EXCERPT_CHARACTERS = 300;

  private static final String NAME = "estover.rejects.v1";
  private static final String ENDING = ".rejects.json";
  private static final int SIZE_LIMIT = 64 << 20;

  /**
   * What one rule dropped.
   *
   * @param rule as a release's {@link Removal} names it: a filter with its reason
   * @param documents how many
   */
  public record Rule(String stage, String rule, long documents, List<Sample> samples) {
    /** Copies the samples. */
    public Rule {
      samples = List.copyOf(samples);
    }

    private Map<String, Object> toJson() {
      return Map.of(
          "stage", stage,
          "rule", rule,
          "documents", documents,
          "samples", samples.stream().map(Sample::toJson).toList());
    }

    private static Rule fromJson(JsonFields json) {
      Rule rule =
          new Rule(
              json.text("stage"),
              json.text("rule"),
              json.integer("documents"),
              json.objects("samples", Sample::fromJson));
      json.end();
      return rule;
    }
  }

  /**
   * One dropped document; fields as in {@link DroppedDocument}.
   *
   * @param excerpt the beginning of its text; empty where its rights do not permit to show it, or
   *     it has none
   */
  public record Sample(
      String document, String uri, String source, String reason, String survivor, String excerpt) {
    private Map<String, Object> toJson() {
      return Map.of(
          "document", document,
          "uri", uri,
          "source", source,
          "reason", reason,
          "survivor", survivor,
          "excerpt", excerpt);
    }

    private static Sample fromJson(JsonFields json) {
      Sample sample =
          new Sample(
              json.text("document"),
              json.text("uri"),
              json.text("source"),
              json.text("reason"),
              json.text("survivor"),
              json.text("excerpt"));
      json.end();
      return sample;
    }

    Sample withoutExcerpt() {
      return new Sample(document, uri, source, reason, survivor, "");
    }
  }

  /** Copies the rules. */
  public RejectSamples {
    rules = List.copyOf(rules);
  }

  /** The beginning of a text as a sample shows it; cuts no character in two. */
  public static String excerpt(String text) {
    int characters = text.codePointCount(0, Math.min(text.length(), 2 * EXCERPT_CHARACTERS));
    return text.substring(0, text.offsetByCodePoints(0, Math.min(characters, EXCERPT_CHARACTERS)));
  }

  /** The same samples, without the excerpts of some: what was taken down later is not shown. */
  public RejectSamples hiding(Predicate<Sample> hidden) {
    return new RejectSamples(
        rules.stream()
            .map(
                rule ->
                    new Rule(
                        rule.stage(),
                        rule.rule(),
                        rule.documents(),
                        rule.samples().stream()
                            .map(s -> hidden.test(s) ? s.withoutExcerpt() : s)
                            .toList()))
            .toList());
  }

  /** Writes the file into a release's folder. */
  public ReleasedFile write(Path folder, Path scratch) throws IOException {
    Path unfinished = scratch.resolve("rejects" + ENDING + ".tmp");
    Disk.write(
        unfinished,
        CanonicalJson.bytes(
            Map.of("name", NAME, "rules", rules.stream().map(Rule::toJson).toList())));
    return NamedByContent.place(unfinished, folder, ENDING);
  }

  /**
   * Reads the file that a manifest names.
   *
   * @throws CorruptReleaseException if it is damaged or no such file
   */
  static RejectSamples read(ReleasePlace place, ReleasedFile named) throws IOException {
    try (SummedFile file = SummedFile.open(place, named)) {
      if (file.size() > SIZE_LIMIT) {
        throw Errors.corrupt(file.name(), "samples of " + file.size() + " bytes");
      }
      ByteBuffer buffer = file.read(0, (int) file.size());
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      try {
        JsonFields json = new JsonFields("rejects", CanonicalJson.parseObject(bytes));
        if (!json.text("name").equals(NAME)) {
          throw Errors.corrupt(file.name(), "expected " + NAME + ", found " + json.text("name"));
        }
        RejectSamples samples = new RejectSamples(json.objects("rules", Rule::fromJson));
        json.end();
        return samples;
      } catch (CanonicalJsonException | IllegalArgumentException e) {
        throw Errors.corrupt(file.name(), String.valueOf(e.getMessage()));
      }
    }
  }
}
