package org.estover.crawl.quality;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.estover.crawl.quality.reference.LiteralFastText;

/** Prints what {@code fasttext predict-prob MODEL FILE -1} prints, for checks that compare both. */
public final class FastTextLines {
  private FastTextLines() {}

  /** Takes a model, a file of lines, and perhaps {@code literal} for the slow way. */
  public static void main(String[] arguments) throws IOException {
    Path model = Path.of(arguments[0]);
    byte[] lines = Files.readAllBytes(Path.of(arguments[1]));
    boolean isLiteral = arguments.length > 2 && arguments[2].equals("literal");
    List<Map<String, Float>> predicted =
        isLiteral
            ? new LiteralFastText(Files.readAllBytes(model)).predictLines(lines)
            : predict(QualityModel.open(model), lines);
    PrintStream out =
        new PrintStream(new BufferedOutputStream(System.out), false, StandardCharsets.UTF_8);
    predicted.forEach(line -> out.print(text(line)));
    out.flush();
  }

  /** A line of labels and probabilities, the most likely first. */
  static String text(Map<String, Float> line) {
    List<Map.Entry<String, Float>> labels = new ArrayList<>(line.entrySet());
    labels.sort(Map.Entry.comparingByValue(Comparator.reverseOrder()));
    List<String> words = new ArrayList<>();
    labels.forEach(label -> words.add(label.getKey() + " " + label.getValue()));
    return String.join(" ", words) + "\n";
  }

  /** Predicts line by line, as the command does. */
  static List<Map<String, Float>> predict(QualityModel model, byte[] lines) {
    FastTextModel fastText = (FastTextModel) model;
    FastTextReader reader = fastText.reader();
    float[] probabilities = new float[model.labels().size()];
    List<Map<String, Float>> predicted = new ArrayList<>();
    for (int at = 0; at < lines.length; ) {
      at = reader.line(lines, at, lines.length);
      Map<String, Float> line = new LinkedHashMap<>();
      if (reader.average()) {
        fastText.predict(reader, probabilities);
        for (int i = 0; i < probabilities.length; i++) {
          // What hierarchical softmax does not reach is not predicted.
          if (probabilities[i] > 0) {
            line.put(model.labels().get(i), probabilities[i]);
          }
        }
      }
      predicted.add(line);
    }
    return predicted;
  }
}
