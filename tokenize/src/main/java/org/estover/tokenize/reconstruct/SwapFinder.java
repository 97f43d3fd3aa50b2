package org.estover.tokenize.reconstruct;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.estover.tokenize.bpe.TokenBuffer;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.bpe.Words;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.text.TokenBytes;

/**
 * Finds what pairs of texts change in a document's tokens.
 *
 * <p>Of the places of all texts the leftmost is replaced, of those that begin together the longest;
 * the search goes on behind it. The tokens that hold a place, or several that touch, are a window:
 * its bytes, with the new text in them, are encoded, and have to become as many tokens that stand
 * for exactly these bytes. Then they take their place, so that no token before or behind moves.
 * Used by one thread.
 */
final class SwapFinder {
  private final Release release;
  private final Tokenizer tokenizer;
  private final TokenBytes tokenBytes;
  private final boolean wholeWords;
  private final TermsAutomaton automaton;
  private final List<byte[]> replacements;
  private final TokenBytes.Text text = new TokenBytes.Text();
  private final TokenBytes.Text newText = new TokenBytes.Text();
  private final TokenBuffer buffer = new TokenBuffer();

  /**
   * A run of tokens that is replaced, or would have to be.
   *
   * @param from its first token
   * @param before what it is
   * @param after what it becomes
   * @param pair the first pair that is replaced in it
   * @param places how many places are
   */
  @SuppressWarnings("ArrayRecordComponent") // only within this package, where none is changed
  record Window(int from, int[] before, int[] after, int pair, int places) {
    /** Whether it becomes as many tokens as it is, and they stand for the new text. */
    boolean fits() {
      return before.length == after.length;
    }
  }

  private record Place(int pair, int from, int to) {}

  SwapFinder(Release release, Tokenizer tokenizer, TokenBytes tokenBytes, Swaps swaps) {
    this.release = release;
    this.tokenizer = tokenizer;
    this.tokenBytes = tokenBytes;
    this.wholeWords = swaps.wholeWords();
    automaton = TermsAutomaton.of(swaps.pairs().stream().map(p -> asIs(p.from())).toList());
    replacements = swaps.pairs().stream().map(p -> asIs(p.to())).toList();
  }

  /** A text as the tokenizer has it, which may be a normal form. */
  private byte[] asIs(String string) {
    return tokenizer.decode(tokenizer.encodeOrdinary(string));
  }

  /** Finds the windows of the first {@code count} tokens of a document, ascending. */
  List<Window> find(int[] tokens, int count) throws IOException {
    int read = tokenBytes.decode(tokens, 0, count, text);
    if (read < count) {
      throw Errors.noToken(release, tokens[read]);
    }
    List<Place> places = places();
    List<Window> windows = new ArrayList<>();
    for (int first = 0; first < places.size(); ) {
      int from = text.tokenAt(places.get(first).from());
      int to = text.tokenAt(places.get(first).to() - 1) + 1;
      int end = first + 1;
      while (end < places.size() && text.tokenAt(places.get(end).from()) < to) {
        to = text.tokenAt(places.get(end).to() - 1) + 1;
        end++;
      }
      windows.add(window(tokens, from, to, places.subList(first, end)));
      first = end;
    }
    return windows;
  }

  private List<Place> places() {
    List<Place> all = new ArrayList<>();
    automaton.search(
        text.bytes(),
        text.size(),
        (pair, from, to) -> {
          if (!wholeWords || Words.areWhole(text.bytes(), text.size(), from, to)) {
            all.add(new Place(pair, from, to));
          }
        });
    all.sort(
        Comparator.comparingInt(Place::from)
            .thenComparing(Comparator.comparingInt(Place::to).reversed()));
    List<Place> chosen = new ArrayList<>();
    int end = 0;
    for (Place place : all) {
      if (place.from() >= end) {
        chosen.add(place);
        end = place.to();
      }
    }
    return chosen;
  }

  private Window window(int[] tokens, int from, int to, List<Place> places) {
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    int done = text.start(from);
    for (Place place : places) {
      changed.write(text.bytes(), done, place.from() - done);
      changed.writeBytes(replacements.get(place.pair()));
      done = place.to();
    }
    changed.write(text.bytes(), done, text.end(to - 1) - done);
    byte[] bytes = changed.toByteArray();
    buffer.clear();
    tokenizer.encodeOrdinary(bytes, 0, bytes.length, buffer);
    int[] after = buffer.toArray();
    tokenBytes.decode(after, 0, after.length, newText);
    boolean isText = Arrays.equals(bytes, Arrays.copyOf(newText.bytes(), newText.size()));
    return new Window(
        from,
        Arrays.copyOfRange(tokens, from, to),
        isText ? after : new int[0],
        places.get(0).pair(),
        places.size());
  }

  /** Whether the tokenizer makes these tokens of the text that they stand for. */
  boolean isEncodedLike(int[] tokens) {
    tokenBytes.decode(tokens, 0, tokens.length, newText);
    buffer.clear();
    tokenizer.encodeOrdinary(newText.bytes(), 0, newText.size(), buffer);
    return Arrays.equals(buffer.toArray(), tokens);
  }
}
