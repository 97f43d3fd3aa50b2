package org.estover.crawl.language;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.github.pemistahl.lingua.api.Language;
import com.github.pemistahl.lingua.api.LanguageDetector;
import com.github.pemistahl.lingua.api.LanguageDetectorBuilder;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How often a detector is right, and how long it takes: {@code ours}, {@code lingua} or {@code
 * lingua-low}, on files of lines of kind, language and text. Prints a line of JSON for each file,
 * kind and language, with the thread's CPU time.
 */
public final class LanguageBench {
  private static final JsonFactory JSON = new JsonFactory();

  private LanguageBench() {}

  private record Text(String kind, String language, String text) {}

  private record Row(String file, String kind, String language) implements Comparable<Row> {
    @Override
    public int compareTo(Row other) {
      return toString().compareTo(other.toString());
    }
  }

  private static final class Count {
    private final Map<String, Integer> found = new TreeMap<>();
    private final List<double[]> probabilities = new ArrayList<>();
    private long bytes;
    private long nanos;
  }

  /** Arguments: the detector, how many passes of which the last counts, and the files. */
  public static void main(String[] arguments) throws IOException {
    long start = cpu();
    Map<String, Function<String, IdentifiedLanguage>> detectors =
        Map.of(
            "ours", text -> LanguageId.v2().identify(text),
            "lingua", lingua(arguments[0].equals("lingua"), false),
            "lingua-low", lingua(arguments[0].equals("lingua-low"), true));
    Function<String, IdentifiedLanguage> detector = detectors.get(arguments[0]);
    detector.apply("Where all human beings are equal");
    System.out.printf("{\"load\": %d}%n", cpu() - start);
    Map<Row, Count> counts = new TreeMap<>();
    for (int pass = Integer.parseInt(arguments[1]); pass > 0; pass--) {
      counts.clear();
      for (String file : Arrays.asList(arguments).subList(2, arguments.length)) {
        read(Path.of(file), detector, arguments[0].equals("ours"), counts);
      }
    }
    counts.forEach(LanguageBench::print);
  }

  private static Function<String, IdentifiedLanguage> lingua(boolean isAsked, boolean isLow) {
    if (!isAsked) {
      return text -> new IdentifiedLanguage("und", 1);
    }
    LanguageDetectorBuilder builder = LanguageDetectorBuilder.fromAllLanguages();
    LanguageDetector detector = (isLow ? builder.withLowAccuracyMode() : builder).build();
    return text -> {
      Language found = detector.detectLanguageOf(text);
      return new IdentifiedLanguage(
          found == Language.UNKNOWN ? "und" : found.getIsoCode639_1().toString(), 1);
    };
  }

  /** The languages that lingua tells apart. */
  private static final Set<String> LINGUA =
      Arrays.stream(Language.values())
          .filter(language -> language != Language.UNKNOWN)
          .map(language -> language.getIsoCode639_1().toString())
          .collect(Collectors.toCollection(TreeSet::new));

  /** Lingua is not asked about languages that it does not know. */
  private static boolean isKnownToLingua(String language) {
    return LINGUA.contains(language) || language.startsWith("zh");
  }

  private static void read(
      Path file,
      Function<String, IdentifiedLanguage> detector,
      boolean areAllAsked,
      Map<Row, Count> counts)
      throws IOException {
    String name = file.getFileName().toString().replace(".jsonl", "");
    for (String line : Files.readAllLines(file)) {
      Text text;
      try (JsonParser json = JSON.createParser(line)) {
        json.nextToken();
        text = new Text(json.nextTextValue(), json.nextTextValue(), json.nextTextValue());
      }
      if (!areAllAsked && !isKnownToLingua(text.language())) {
        continue;
      }
      long start = cpu();
      IdentifiedLanguage found = detector.apply(text.text());
      long nanos = cpu() - start;
      Count count =
          counts.computeIfAbsent(new Row(name, text.kind(), text.language()), row -> new Count());
      count.found.merge(found.language(), 1, Integer::sum);
      count.probabilities.add(
          new double[] {isRight(text.language(), found.language()) ? 1 : 0, found.probability()});
      count.bytes += text.text().getBytes(StandardCharsets.UTF_8).length;
      count.nanos += nanos;
    }
  }

  /** The forms of Chinese are told apart in another column. */
  private static boolean isRight(String wanted, String found) {
    return wanted.equals(found) || (wanted.startsWith("zh") && found.startsWith("zh"));
  }

  private static void print(Row row, Count count) {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("file", row.file());
      json.writeStringField("kind", row.kind());
      json.writeStringField("language", row.language());
      json.writeBooleanField("lingua", isKnownToLingua(row.language()));
      json.writeNumberField("texts", count.probabilities.size());
      json.writeNumberField(
          "right", (int) count.probabilities.stream().mapToDouble(each -> each[0]).sum());
      json.writeNumberField("bytes", count.bytes);
      json.writeNumberField("nanos", count.nanos);
      json.writeObjectFieldStart("found");
      for (Map.Entry<String, Integer> found : count.found.entrySet()) {
        json.writeNumberField(found.getKey(), found.getValue());
      }
      json.writeEndObject();
      json.writeArrayFieldStart("probabilities");
      for (double[] each : count.probabilities) {
        json.writeNumber(Math.round(each[1] * 1000) * (each[0] > 0 ? 1 : -1));
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    System.out.println(line);
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
