package org.estover.dedupe.overlap;

import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.estover.dedupe.overlap.EvalIndex.Kind;

/** Chooses the n-grams by which items are looked for. */
final class EvalIndexBuilder {
  private static final int LEAST_LETTERED = 4;
  private static final int SEVERAL = -1;

  private final OverlapFold fold;
  private final List<EvalItem> items;
  private final Texts.Builder collected;

  EvalIndexBuilder(OverlapFold fold, Collection<EvalItem> items) {
    this.fold = fold;
    this.items = items.stream().sorted().toList();
    this.collected = new Texts.Builder(fold);
    for (int i = 1; i < this.items.size(); i++) {
      EvalItem item = this.items.get(i);
      if (item.compareTo(this.items.get(i - 1)) == 0) {
        throw new IllegalArgumentException(
            "two items are called " + item.id() + " in " + item.benchmark());
      }
    }
  }

  EvalIndex build(long hashMask) {
    for (EvalItem item : items) {
      int first = addParts(item);
      addJoined(item, first);
    }
    long[] hashes = collected.wordHashes();
    Texts texts = collected.build();
    GramTable.Builder grams = new GramTable.Builder(texts, hashes, hashMask);
    Telling telling = new Telling(texts, hashes.length);
    for (int item = 0; item < items.size(); item++) {
      addGrams(texts, item, grams, telling);
    }
    return index(texts, grams.build(), PileRule.PILE, false);
  }

  EvalIndex buildPile(Set<Part> parts, PileRule rule, long hashMask) {
    for (EvalItem item : items) {
      addParts(item);
    }
    long[] hashes = collected.wordHashes();
    Texts texts = collected.build();
    GramTable.Builder grams = new GramTable.Builder(texts, hashes, hashMask);
    for (int text = 0; text < texts.count(); text++) {
      if (parts.contains(part(texts, text))) {
        for (int offset = 0; offset + rule.words() <= texts.words(text); offset++) {
          grams.add(text, offset, rule.words());
        }
      }
    }
    return index(texts, grams.build(), rule, true);
  }

  private EvalIndex index(Texts texts, GramTable grams, PileRule rule, boolean pile) {
    return new EvalIndex(fold, items, texts, grams, rule, pile, new boolean[grams.count()]);
  }

  private Part part(Texts texts, int text) {
    return switch (texts.kind(text)) {
      case CONTEXT -> Part.CONTEXT;
      case QUESTION, QUESTION_OPTION, CONTEXT_QUESTION -> Part.QUESTION;
      case OPTION -> items.get(texts.item(text)).part(texts.option(text));
    };
  }

  private int addParts(EvalItem item) {
    int first = collected.count();
    collected.beginItem();
    collected.add(Kind.CONTEXT, -1, item.context());
    collected.add(Kind.QUESTION, -1, item.question());
    for (int option = 0; option < item.options().size(); option++) {
      collected.add(Kind.OPTION, option, item.options().get(option));
    }
    return first;
  }

  /** A question that is too short alone, with what stands beside it. */
  private void addJoined(EvalItem item, int first) {
    int context = collected.wordsOf(first);
    int question = collected.wordsOf(first + 1);
    if (question == 0 || question >= EvalIndex.LEAST_DEFAULT) {
      return;
    }
    for (int option = 0; option < item.options().size(); option++) {
      int words = collected.wordsOf(first + 2 + option);
      if (words > 0 && question + words >= EvalIndex.LEAST_DEFAULT) {
        String text = item.options().get(option);
        collected.add(Kind.QUESTION_OPTION, option, item.question(), text);
      }
    }
    if (context > 0
        && context < EvalIndex.LEAST_DEFAULT
        && context + question >= EvalIndex.LEAST_DEFAULT) {
      collected.add(Kind.CONTEXT_QUESTION, -1, item.context(), item.question());
    }
  }

  private void addGrams(Texts texts, int item, GramTable.Builder grams, Telling telling) {
    Map<Integer, Map<String, Integer>> ownersBySize = new HashMap<>();
    int end = item + 1 < items.size() ? texts.firstText(item + 1) : texts.count();
    for (int text = texts.firstText(item); text < end; text++) {
      int words = texts.words(text);
      if (words < EvalIndex.LEAST_DEFAULT) {
        continue;
      }
      int size = Math.min(EvalIndex.MOST_DEFAULT, words);
      Kind kind = texts.kind(text);
      int from = kind == Kind.CONTEXT_QUESTION ? words - size : 0;
      int to = kind == Kind.QUESTION_OPTION ? 0 : words - size;
      for (int offset = from; offset <= to; offset++) {
        int word = texts.firstWord(text) + offset;
        if (!telling.isTelling(word, size)) {
          continue;
        }
        if (kind == Kind.OPTION) {
          Map<String, Integer> owners =
              ownersBySize.computeIfAbsent(size, n -> owners(texts, item, n));
          if (!Integer.valueOf(text).equals(owners.get(texts.joined(word, size)))) {
            continue;
          }
        }
        grams.add(text, offset, size);
      }
    }
  }

  /** The option that alone in its item has an n-gram, by n-gram. */
  private Map<String, Integer> owners(Texts texts, int item, int size) {
    Map<String, Integer> owners = new HashMap<>();
    int first = texts.firstText(item);
    int end = first + 2 + items.get(item).options().size();
    for (int text = first; text < end; text++) {
      int owner = texts.kind(text) == Kind.OPTION ? text : SEVERAL;
      for (int offset = 0; offset + size <= texts.words(text); offset++) {
        owners.merge(
            texts.joined(texts.firstWord(text) + offset, size),
            owner,
            (a, b) -> a.equals(b) ? a : SEVERAL);
      }
    }
    return owners;
  }

  /** Which n-grams say anything. */
  private static final class Telling {
    private final Texts texts;
    private final BitSet lettered = new BitSet();

    Telling(Texts texts, int words) {
      this.texts = texts;
      for (int word = 0; word < words; word++) {
        lettered.set(word, texts.hasLetter(word));
      }
    }

    boolean isTelling(int word, int size) {
      int different = 0;
      for (int i = word; i < word + size && different < LEAST_LETTERED; i++) {
        different += (lettered.get(i) && !stoodBefore(word, i)) ? 1 : 0;
      }
      return different >= LEAST_LETTERED;
    }

    private boolean stoodBefore(int from, int word) {
      for (int i = from; i < word; i++) {
        if (texts.areEqualWords(i, word)) {
          return true;
        }
      }
      return false;
    }
  }
}
