package org.estover.dedupe.overlap;

import com.ibm.icu.lang.UCharacter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.estover.dedupe.overlap.EvalIndex.Kind;

/** The folded words of all parts of all items. */
final class Texts {
  private final int[] items;
  private final List<Kind> kinds;
  private final int[] options;
  private final int[] textWords;
  private final int[] wordLetters;
  private final char[] letters;
  private final int[] itemTexts;

  private Texts(Builder builder) {
    items = builder.items.toArray();
    kinds = List.copyOf(builder.kinds);
    options = builder.options.toArray();
    builder.textWords.add(builder.wordLetters.size());
    textWords = builder.textWords.toArray();
    builder.wordLetters.add(builder.letters.length());
    wordLetters = builder.wordLetters.toArray();
    letters = new char[builder.letters.length()];
    builder.letters.getChars(0, letters.length, letters, 0);
    builder.itemTexts.add(items.length);
    itemTexts = builder.itemTexts.toArray();
  }

  int count() {
    return items.length;
  }

  int item(int text) {
    return items[text];
  }

  Kind kind(int text) {
    return kinds.get(text);
  }

  /** The index of the option that the text is or ends with; -1 if none. */
  int option(int text) {
    return options[text];
  }

  /** The first word of a text, as an index into all words. */
  int firstWord(int text) {
    return textWords[text];
  }

  int words(int text) {
    return textWords[text + 1] - textWords[text];
  }

  /** The first text of an item; those of its parts come first, context, question and options. */
  int firstText(int item) {
    return itemTexts[item];
  }

  int firstText(int item, Kind kind) {
    return itemTexts[item] + (kind == Kind.CONTEXT ? 0 : kind == Kind.QUESTION ? 1 : 2);
  }

  int questionWords(int item) {
    return words(firstText(item, Kind.QUESTION));
  }

  /** The words of the part that a place of the text is a place of. */
  int partWords(int text) {
    return switch (kind(text)) {
      case CONTEXT, QUESTION, OPTION -> words(text);
      case QUESTION_OPTION, CONTEXT_QUESTION -> questionWords(item(text));
    };
  }

  /** Whether a reader's word is the one with an index. */
  boolean isWord(int word, Words spelled) {
    return spelled.isSpelled(letters, wordLetters[word], wordLetters[word + 1]);
  }

  boolean areEqualWords(int word, int other) {
    return Arrays.equals(
        letters,
        wordLetters[word],
        wordLetters[word + 1],
        letters,
        wordLetters[other],
        wordLetters[other + 1]);
  }

  boolean hasLetter(int word) {
    for (int at = wordLetters[word]; at < wordLetters[word + 1]; ) {
      int c = Character.codePointAt(letters, at, wordLetters[word + 1]);
      if (UCharacter.isLetter(c)) {
        return true;
      }
      at += Character.charCount(c);
    }
    return false;
  }

  /** Some words joined by single spaces. */
  String joined(int firstWord, int count) {
    StringBuilder joined = new StringBuilder();
    for (int word = firstWord; word < firstWord + count; word++) {
      joined.append(word == firstWord ? "" : " ");
      joined.append(letters, wordLetters[word], wordLetters[word + 1] - wordLetters[word]);
    }
    return joined.toString();
  }

  /** Collects texts. */
  static final class Builder {
    private final Ints items = new Ints();
    private final List<Kind> kinds = new ArrayList<>();
    private final Ints options = new Ints();
    private final Ints textWords = new Ints();
    private final Ints wordLetters = new Ints();
    private final StringBuilder letters = new StringBuilder();
    private final Ints itemTexts = new Ints();
    private long[] wordHashes = new long[64];
    private final Words words;

    Builder(OverlapFold fold) {
      words = new Words(fold, true);
    }

    void beginItem() {
      itemTexts.add(items.size());
    }

    /** Adds a text, given as the texts whose words it has, one behind the other. */
    void add(Kind kind, int option, String... parts) {
      items.add(itemTexts.size() - 1);
      kinds.add(kind);
      options.add(option);
      textWords.add(wordLetters.size());
      for (String part : parts) {
        words.reset(part, 0, 0);
        while (words.next()) {
          int word = wordLetters.size();
          if (word == wordHashes.length) {
            wordHashes = Arrays.copyOf(wordHashes, Math.multiplyExact(2, word));
          }
          wordHashes[word] = words.hash();
          wordLetters.add(letters.length());
          words.spell(letters);
        }
      }
    }

    int wordsOf(int text) {
      int next = text + 1 < textWords.size() ? textWords.at(text + 1) : wordLetters.size();
      return next - textWords.at(text);
    }

    int count() {
      return items.size();
    }

    /** The hashes of all words so far. */
    long[] wordHashes() {
      return Arrays.copyOf(wordHashes, wordLetters.size());
    }

    Texts build() {
      return new Texts(this);
    }
  }
}
