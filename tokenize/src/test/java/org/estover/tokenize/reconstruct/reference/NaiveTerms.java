package org.estover.tokenize.reconstruct.reference;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.estover.tokenize.bpe.reference.IcuClasses;

/**
 * What one sequence holds of terms, letter by letter: every place of every term in the text of each
 * document that the sequence reads a part of, tried at each byte.
 */
public final class NaiveTerms {
  /** A document's tokens without its end of text, and where they begin in its source. */
  public record Document(long start, List<Integer> tokens) {}

  private final IntFunction<byte[]> bytesOf;
  private final boolean wholeWords;

  /**
   * Takes how to search.
   *
   * @param bytesOf the bytes of a token
   */
  public NaiveTerms(IntFunction<byte[]> bytesOf, boolean wholeWords) {
    this.bytesOf = bytesOf;
    this.wholeWords = wholeWords;
  }

  /**
   * What a sequence holds.
   *
   * @param places of each term, whole
   * @param cut places of each term that begin in it and end elsewhere
   * @param inDocuments the terms that each document's part holds
   */
  public record Held(List<Integer> places, List<Integer> cut, List<Set<Integer>> inDocuments) {
    /** Whether the sequence holds all of some terms. */
    public boolean all(List<Integer> terms) {
      return terms.stream().allMatch(term -> places.get(term) > 0);
    }

    /** Whether the part of one document does. */
    public boolean allInOne(List<Integer> terms) {
      return inDocuments.stream().anyMatch(part -> part.containsAll(terms));
    }
  }

  /** Looks at the inputs [start, start + inputs) of a source of documents. */
  public Held in(List<Document> documents, long start, int inputs, List<byte[]> terms) {
    int[] places = new int[terms.size()];
    int[] cut = new int[terms.size()];
    List<Set<Integer>> parts = new ArrayList<>();
    for (Document document : documents) {
      Set<Integer> part = new HashSet<>();
      if (document.start() < start + inputs
          && document.start() + document.tokens().size() > start) {
        look(document, start, inputs, terms, places, cut, part);
      }
      parts.add(part);
    }
    return new Held(
        Arrays.stream(places).boxed().toList(), Arrays.stream(cut).boxed().toList(), parts);
  }

  private void look(
      Document document,
      long start,
      int inputs,
      List<byte[]> terms,
      int[] places,
      int[] cut,
      Set<Integer> part) {
    List<Long> tokenOfByte = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int t = 0; t < document.tokens().size(); t++) {
      for (byte b : bytesOf.apply(document.tokens().get(t))) {
        text.append((char) (b & 0xFF));
        tokenOfByte.add(document.start() + t);
      }
    }
    for (int term = 0; term < terms.size(); term++) {
      String wanted = new String(terms.get(term), StandardCharsets.ISO_8859_1);
      for (int at = 0; at + wanted.length() <= text.length(); at++) {
        if (!text.substring(at, at + wanted.length()).equals(wanted)
            || (wholeWords && !isWhole(text.toString(), at, at + wanted.length()))) {
          continue;
        }
        long first = tokenOfByte.get(at);
        long last = tokenOfByte.get(at + wanted.length() - 1);
        if (first >= start && first < start + inputs) {
          if (last < start + inputs) {
            places[term]++;
            part.add(term);
          } else {
            cut[term]++;
          }
        }
      }
    }
  }

  /** Whether a place is no part of a longer word; the text's bytes are its characters. */
  public static boolean isWhole(String bytes, int from, int to) {
    return !joins(bytes, from) && !joins(bytes, to);
  }

  private static boolean joins(String bytes, int at) {
    String before = utf8(bytes.substring(0, at));
    String behind = utf8(bytes.substring(at));
    return !before.isEmpty()
        && !behind.isEmpty()
        && isWord(before.codePointBefore(before.length()))
        && isWord(behind.codePointAt(0));
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static boolean isWord(int character) {
    int charClass = IcuClasses.charClass(character);
    return charClass == 1 || charClass == 2;
  }
}
