package org.estover.dedupe;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The documents of a bench's input: the member {@code text} of each line of a JSONL file. */
public final class BenchTexts {
  private BenchTexts() {}

  /** Reads {@code NAME.jsonl} in the folder that the property {@code bench.inputs} names. */
  public static List<String> read(String name) throws IOException {
    Path file = Path.of(System.getProperty("bench.inputs", ".")).resolve(name + ".jsonl");
    List<String> texts = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        texts.add(member(line, "text"));
      }
    }
    return texts;
  }

  /** The bytes that the texts have in UTF-8. */
  public static long bytes(List<String> texts) {
    return texts.stream().mapToLong(t -> t.getBytes(StandardCharsets.UTF_8).length).sum();
  }

  /** A text member of a line of JSON as Python writes it. */
  public static String member(String line, String name) {
    String member = "\"" + name + "\": \"";
    int at = line.indexOf(member);
    if (at < 0) {
      throw new IllegalArgumentException("no " + name + " in " + line);
    }
    StringBuilder text = new StringBuilder(line.length());
    for (at += member.length(); line.charAt(at) != '"'; at++) {
      char c = line.charAt(at);
      if (c == '\\') {
        c = line.charAt(++at);
        if (c == 'u') {
          c = (char) Integer.parseInt(line, at + 1, at + 5, 16);
          at += 4;
        } else {
          int escape = "bfnrt".indexOf(c);
          c = escape < 0 ? c : "\b\f\n\r\t".charAt(escape);
        }
      }
      text.append(c);
    }
    return text.toString();
  }
}
