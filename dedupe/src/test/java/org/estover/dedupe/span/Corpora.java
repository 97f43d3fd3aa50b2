package org.estover.dedupe.span;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/** Small corpora full of repeats, and their marks as bits. */
final class Corpora {
  static final byte[] TWO_LINE_FEEDS = {'\n', '\n'};

  private Corpora() {}

  /** Documents of one to three letters: random, periodic, copied from each other, empty. */
  static List<byte[]> random(SplittableRandom random) {
    List<byte[]> documents = new ArrayList<>();
    int letters = random.nextInt(1, 4);
    int count = random.nextInt(1, 8);
    for (int i = 0; i < count; i++) {
      ByteArrayOutputStream document = new ByteArrayOutputStream();
      int passages = random.nextInt(0, 5);
      for (int passage = 0; passage < passages; passage++) {
        document.writeBytes(passage(random, letters, documents));
      }
      documents.add(document.toByteArray());
    }
    return documents;
  }

  private static byte[] passage(SplittableRandom random, int letters, List<byte[]> documents) {
    int size = random.nextInt(1, 90);
    byte[] passage = new byte[size];
    switch (random.nextInt(4)) {
      case 0 -> {
        if (!documents.isEmpty()) {
          byte[] source = documents.get(random.nextInt(documents.size()));
          int from = random.nextInt(source.length + 1);
          return Arrays.copyOfRange(source, from, Math.min(source.length, from + size));
        }
        Arrays.fill(passage, (byte) 'a');
      }
      case 1 -> {
        int period = random.nextInt(1, 12);
        for (int at = 0; at < size; at++) {
          passage[at] = at < period ? letter(random, letters) : passage[at - period];
        }
      }
      case 2 -> Arrays.fill(passage, letter(random, letters));
      default -> {
        for (int at = 0; at < size; at++) {
          passage[at] = letter(random, letters);
        }
      }
    }
    return passage;
  }

  private static byte letter(SplittableRandom random, int letters) {
    return (byte) ('a' + random.nextInt(letters));
  }

  /** The documents as one text, each followed by the separator. */
  static byte[] joined(List<byte[]> documents, byte[] separator) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (byte[] document : documents) {
      text.writeBytes(document);
      text.writeBytes(separator);
    }
    return text.toByteArray();
  }

  /** The bytes in marked ranges. */
  static BitSet bits(WindowMarks marks, SpanMode mode) {
    BitSet bits = new BitSet();
    marks.forEachRange(mode, (start, end) -> bits.set((int) start, (int) end));
    return bits;
  }
}
