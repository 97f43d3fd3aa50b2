package org.estover.crawl.quality.reference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A fastText classifier as its file and its command define it: every step a loop over lists, words
 * as strings of bytes. It trusts its file.
 */
public final class LiteralFastText {
  private static final String END = "</s>";

  private final ByteBuffer in;
  private final int wordNgrams;
  private final int loss;
  private final int buckets;
  private final int minChars;
  private final int maxChars;
  private final int words;
  private final List<String> entries = new ArrayList<>();
  private final List<Long> counts = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<Integer, Integer> kept = new HashMap<>();
  private final boolean isPruned;
  private final float[][] input;
  private final float[][] output;
  private final List<float[]> quantizedOutput = new ArrayList<>();

  /** Reads a model. */
  public LiteralFastText(byte[] model) {
    in = ByteBuffer.wrap(model).order(ByteOrder.LITTLE_ENDIAN);
    in.getInt();
    int version = in.getInt();
    in.position(in.position() + 5 * 4);
    wordNgrams = in.getInt();
    loss = in.getInt();
    in.getInt();
    buckets = in.getInt();
    minChars = in.getInt();
    int longest = in.getInt();
    maxChars = version == 11 ? 0 : longest;
    in.getInt();
    in.getDouble();
    int size = in.getInt();
    words = in.getInt();
    in.getInt();
    in.getLong();
    long keptCount = in.getLong();
    for (int i = 0; i < size; i++) {
      StringBuilder word = new StringBuilder();
      for (int b = in.get(); b != 0; b = in.get()) {
        word.append((char) (b & 0xff));
      }
      entries.add(word.toString());
      numbers.put(word.toString(), i);
      counts.add(in.getLong());
      in.get();
    }
    isPruned = keptCount >= 0;
    for (long i = 0; i < keptCount; i++) {
      kept.put(in.getInt(), in.getInt());
    }
    boolean quantized = in.get() != 0;
    input = quantized ? quantized(new ArrayList<>()) : dense();
    output = in.get() != 0 && quantized ? quantized(quantizedOutput) : dense();
  }

  private float[][] dense() {
    float[][] rows = new float[(int) in.getLong()][(int) in.getLong()];
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = in.getFloat();
      }
    }
    return rows;
  }

  /**
   * The rows, and before they are multiplied by their norms: the centroids and at last the norm.
   */
  private float[][] quantized(List<float[]> parts) {
    boolean hasNorms = in.get() != 0;
    int rows = (int) in.getLong();
    int columns = (int) in.getLong();
    byte[] codes = new byte[in.getInt()];
    in.get(codes);
    float[][] plain = decoded(rows, columns, codes);
    float[] norms = new float[rows];
    Arrays.fill(norms, 1);
    if (hasNorms) {
      byte[] normCodes = new byte[rows];
      in.get(normCodes);
      float[][] decoded = decoded(rows, 1, normCodes);
      for (int i = 0; i < rows; i++) {
        norms[i] = decoded[i][0];
      }
    }
    float[][] all = new float[rows][columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        all[i][j] = norms[i] * plain[i][j];
      }
      float[] part = Arrays.copyOf(plain[i], columns + 1);
      part[columns] = norms[i];
      parts.add(part);
    }
    return all;
  }

  private float[][] decoded(int rows, int columns, byte[] codes) {
    in.getInt();
    int parts = in.getInt();
    int width = in.getInt();
    int last = in.getInt();
    float[] centroids = new float[columns * 256];
    for (int i = 0; i < centroids.length; i++) {
      centroids[i] = in.getFloat();
    }
    float[][] decoded = new float[rows][columns];
    for (int row = 0; row < rows; row++) {
      for (int part = 0; part < parts; part++) {
        int wide = part == parts - 1 ? last : width;
        int code = codes[row * parts + part] & 0xff;
        for (int i = 0; i < wide; i++) {
          decoded[row][part * width + i] = centroids[part * 256 * width + code * wide + i];
        }
      }
    }
    return decoded;
  }

  /** Reads the lines of a text one after another and predicts all labels for each. */
  public List<Map<String, Float>> predictLines(byte[] text) {
    List<Map<String, Float>> lines = new ArrayList<>();
    int[] place = {0};
    while (place[0] < text.length) {
      lines.add(predict(rows(text, place)));
    }
    return lines;
  }

  private List<Integer> rows(byte[] text, int[] place) {
    List<Integer> rows = new ArrayList<>();
    List<Integer> hashes = new ArrayList<>();
    for (@Nullable String word = word(text, place); word != null; word = word(text, place)) {
      Integer number = numbers.get(word);
      boolean isLabel = number == null ? word.startsWith("__label__") : number >= words;
      if (!isLabel) {
        if (number != null) {
          rows.add(number);
        }
        if (!word.equals(END) && maxChars > 0) {
          charNgrams("<" + word + ">", rows);
        }
        hashes.add(hash(word));
      }
      if (word.equals(END)) {
        break;
      }
    }
    for (int i = 0; i < hashes.size(); i++) {
      long hash = hashes.get(i);
      for (int j = i + 1; j < hashes.size() && j < i + wordNgrams; j++) {
        hash = hash * 116049371L + hashes.get(j);
        ngram((int) Long.remainderUnsigned(hash, buckets), rows);
      }
    }
    return rows;
  }

  private static @Nullable String word(byte[] text, int[] place) {
    StringBuilder word = new StringBuilder();
    while (place[0] < text.length) {
      char c = (char) (text[place[0]++] & 0xff);
      if (" \n\r\t\u000b\f\0".indexOf(c) < 0) {
        word.append(c);
      } else if (word.length() > 0) {
        if (c == '\n') {
          place[0]--;
        }
        return word.toString();
      } else if (c == '\n') {
        return END;
      }
    }
    return word.length() > 0 ? word.toString() : null;
  }

  private static int hash(String word) {
    int hash = (int) 2166136261L;
    for (int i = 0; i < word.length(); i++) {
      hash = (hash ^ (byte) word.charAt(i)) * 16777619;
    }
    return hash;
  }

  private void charNgrams(String word, List<Integer> rows) {
    for (int i = 0; i < word.length(); i++) {
      if ((word.charAt(i) & 0xc0) == 0x80) {
        continue;
      }
      StringBuilder ngram = new StringBuilder();
      for (int j = i, n = 1; j < word.length() && n <= maxChars; n++) {
        ngram.append(word.charAt(j++));
        while (j < word.length() && (word.charAt(j) & 0xc0) == 0x80) {
          ngram.append(word.charAt(j++));
        }
        if (n >= minChars && !(n == 1 && (i == 0 || j == word.length()))) {
          ngram(Integer.remainderUnsigned(hash(ngram.toString()), buckets), rows);
        }
      }
    }
  }

  private void ngram(int bucket, List<Integer> rows) {
    if (!isPruned) {
      rows.add(words + bucket);
    } else if (kept.containsKey(bucket)) {
      rows.add(words + kept.get(bucket));
    }
  }

  private Map<String, Float> predict(List<Integer> rows) {
    Map<String, Float> labels = new LinkedHashMap<>();
    if (rows.isEmpty()) {
      return labels;
    }
    float[] hidden = new float[output[0].length];
    for (int row : rows) {
      for (int i = 0; i < hidden.length; i++) {
        hidden[i] += input[row][i];
      }
    }
    for (int i = 0; i < hidden.length; i++) {
      hidden[i] *= (float) (1.0 / rows.size());
    }
    float[] scores = loss == 1 ? tree(hidden) : loss == 3 ? softmax(hidden) : sigmoids(hidden);
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] >= (loss == 1 ? log(0) : Float.NEGATIVE_INFINITY)) {
        labels.put(
            new String(
                entries.get(words + i).getBytes(StandardCharsets.ISO_8859_1),
                StandardCharsets.UTF_8),
            (float) StrictMath.exp(scores[i]));
      }
    }
    return labels;
  }

  private float dot(float[] hidden, int row) {
    boolean isQuantized = !quantizedOutput.isEmpty();
    float[] weights = isQuantized ? quantizedOutput.get(row) : output[row];
    float sum = 0;
    for (int i = 0; i < hidden.length; i++) {
      sum += weights[i] * hidden[i];
    }
    return isQuantized ? sum * weights[hidden.length] : sum;
  }

  private static float log(float value) {
    return (float) StrictMath.log(value + 1e-5);
  }

  private float[] softmax(float[] hidden) {
    float[] scores = new float[output.length];
    float max = dot(hidden, 0);
    for (int i = 0; i < scores.length; i++) {
      scores[i] = dot(hidden, i);
      max = Math.max(max, scores[i]);
    }
    float sum = 0;
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) StrictMath.exp(scores[i] - max);
      sum += scores[i];
    }
    for (int i = 0; i < scores.length; i++) {
      scores[i] = log(scores[i] / sum);
    }
    return scores;
  }

  private float[] sigmoids(float[] hidden) {
    float[] scores = new float[output.length];
    for (int i = 0; i < scores.length; i++) {
      float x = dot(hidden, i);
      int place = (int) ((x + 8) * 512 / 8 / 2);
      float step = place * 16f / 512 - 8;
      float sigmoid = (float) (1.0 / (1.0 + (float) StrictMath.exp(-step)));
      scores[i] = log(x < -8 ? 0 : x > 8 ? 1 : sigmoid);
    }
    return scores;
  }

  private float[] tree(float[] hidden) {
    int leaves = output.length;
    long[] count = new long[2 * leaves - 1];
    int[] left = new int[2 * leaves - 1];
    int[] right = new int[2 * leaves - 1];
    Arrays.fill(count, 1_000_000_000_000_000L);
    for (int i = 0; i < leaves; i++) {
      count[i] = counts.get(words + i);
    }
    int leaf = leaves - 1;
    int node = leaves;
    for (int i = leaves; i < 2 * leaves - 1; i++) {
      left[i] = leaf >= 0 && count[leaf] < count[node] ? leaf-- : node++;
      right[i] = leaf >= 0 && count[leaf] < count[node] ? leaf-- : node++;
      count[i] = count[left[i]] + count[right[i]];
    }
    float[] scores = new float[leaves];
    Arrays.fill(scores, Float.NEGATIVE_INFINITY);
    descend(2 * leaves - 2, 0, hidden, left, right, scores);
    return scores;
  }

  private void descend(
      int node, float score, float[] hidden, int[] left, int[] right, float[] scores) {
    if (score < log(0)) {
      return;
    }
    if (node < scores.length) {
      scores[node] = score;
      return;
    }
    float f = (float) (1.0 / (1 + (float) StrictMath.exp(-dot(hidden, node - scores.length))));
    descend(left[node], score + log((float) (1.0 - f)), hidden, left, right, scores);
    descend(right[node], score + log(f), hidden, left, right, scores);
  }
}
