package org.estover.tokenize.order;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.estover.tokenize.shard.IndexedDatasetReader;
import org.estover.tokenize.shard.npy.NpyType;
import org.estover.tokenize.shard.npy.NpyWriter;

/** What the orders of both peers are made from. */
final class Shuffles {
  private Shuffles() {}

  private static long tokens(int[] sizes, DocumentRange range) {
    long tokens = 0;
    for (int i = (int) range.first(); i < range.end(); i++) {
      tokens += sizes[i];
    }
    return tokens;
  }

  /** 0, 1, ... count-1. */
  static int[] identity(int count) {
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = i;
    }
    return values;
  }

  /** Checks how many samples are asked for, and says so in 31 bits. */
  static int count(long samples) throws OrderException {
    if (samples >= RowStarts.LIMIT) {
      throw Errors.tooLarge("samples", samples);
    }
    return (int) samples;
  }

  /** Checks L, of which the peers' C++ asserts no less. */
  static void checkLength(int sequenceTokens) throws OrderException {
    if (sequenceTokens < 2 || sequenceTokens == Integer.MAX_VALUE) {
      throw Errors.tooShortSequence(sequenceTokens);
    }
  }

  /** Checks that documents are there, and the tokens of which the peers' C++ asserts two. */
  static long checkedTokens(int[] sizes, DocumentRange range) throws OrderException {
    checkRange(sizes, range);
    long tokens = tokens(sizes, range);
    if (tokens < 2) {
      throw Errors.tooFewTokens(tokens);
    }
    return tokens;
  }

  /** Checks that documents are there. */
  static void checkRange(int[] sizes, DocumentRange range) throws OrderException {
    if (range.end() > sizes.length) {
      throw Errors.foreignDocuments(range, sizes.length);
    }
  }

  /** The numbers of some documents, once per epoch, in their order. */
  static int[] repeated(DocumentRange range, long epochs) throws OrderException {
    if (range.count() > 0 && epochs > RowStarts.LIMIT / range.count()) {
      throw Errors.tooLarge("documents in each of " + epochs + " epochs", range.count());
    }
    int count = (int) range.count();
    int[] documents = new int[(int) (epochs * count)];
    for (int i = 0; i < documents.length; i++) {
      documents[i] = (int) range.first() + i % count;
    }
    return documents;
  }

  /** The tokens of some spans, one after the other. */
  static int[] tokens(IndexedDatasetReader data, List<TokenSpan> spans) throws IOException {
    int count = 0;
    for (TokenSpan span : spans) {
      count = Math.addExact(count, span.to() - span.from());
    }
    int[] tokens = new int[count];
    int at = 0;
    for (TokenSpan span : spans) {
      int length = span.to() - span.from();
      data.read(data.sequenceStart(span.document()) + span.from(), tokens, at, length);
      at += length;
    }
    return tokens;
  }

  /** Writes place and offset of every row: the peers' {@code sample_idx}. */
  static void writeRows(Path file, NpyType type, RowStarts rows) throws IOException {
    try (NpyWriter writer = NpyWriter.create(file, type, rows.count(), 2)) {
      for (int row = 0; row < rows.count(); row++) {
        writer.write(rows.place(row));
        writer.write(rows.offset(row));
      }
      writer.finish();
    }
  }
}
