package org.estover.dedupe.overlap;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.estover.dedupe.overlap.EvalIndex.Kind;
import org.estover.dedupe.overlap.OverlapScanner.Found;
import org.estover.dedupe.overlap.OverlapScanner.Run;

/**
 * Looks for short options, and short questions, in the window behind a place of what they belong
 * to.
 *
 * <p>The rules stand at {@link EvalIndex}. Cost: a window has some 600 words at most beyond its
 * run, so it is linear in the runs, times the words of the item's options.
 */
final class OptionSearch {
  /** Fewer words count in lists and right behind the question only. */
  static final int LEAST_PHRASE = 3;

  private static final int LAYOUT_WORDS = 64;
  private static final int MOST_EXPECTED = 512;
  private static final int LABEL_WORDS = 4;
  private static final int ANSWER_WORDS = 8;

  private final EvalIndex index;
  private final Texts texts;
  private final Words words;
  private final Ints starts = new Ints();
  private final Ints ends = new Ints();
  private final List<String> letters = new ArrayList<>();

  OptionSearch(EvalIndex index) {
    this.index = index;
    texts = index.texts;
    words = new Words(index.fold, true);
  }

  List<Found> search(String text, List<Run> runs) {
    List<Found> found = new ArrayList<>();
    for (Run run : runs) {
      int item = texts.item(run.text);
      switch (texts.kind(run.text)) {
        case CONTEXT -> behindContext(text, run, item, found);
        case QUESTION, CONTEXT_QUESTION ->
            options(text, item, run.start, run.skip, run.words(), run.rest(), found);
        case QUESTION_OPTION ->
            options(text, item, run.start, run.skip, texts.questionWords(item), 0, found);
        case OPTION -> {}
      }
    }
    return found;
  }

  private void behindContext(String text, Run run, int item, List<Found> found) {
    int question = texts.firstText(item, Kind.QUESTION);
    int size = texts.words(question);
    if (size < LEAST_PHRASE || size >= EvalIndex.LEAST_DEFAULT) {
      return;
    }
    int begin = run.words();
    int expected = Math.min(MOST_EXPECTED, run.rest() + size);
    read(text, run.start, run.skip, begin, expected + LAYOUT_WORDS);
    List<String> wanted = wordsOf(question);
    for (int at = 0; at + size <= letters.size(); at++) {
      if (letters.subList(at, at + size).equals(wanted)) {
        found.add(new Found(question, starts.at(at), ends.at(at + size - 1), size));
        options(text, item, run.start, run.skip, begin + at + size, 0, found);
        return;
      }
    }
  }

  /**
   * Looks for an item's options.
   *
   * @param start where the run that the window belongs to starts
   * @param skip the words of that character before it
   * @param begin the words from there to the window
   * @param rest the words of the question that must still come
   */
  private void options(
      String text, int item, int start, int skip, int begin, int rest, List<Found> found) {
    int first = texts.firstText(item, Kind.OPTION);
    int count = index.items().get(item).options().size();
    int all = 0;
    boolean anyShort = false;
    for (int option = first; option < first + count; option++) {
      all += texts.words(option);
      anyShort |= texts.words(option) > 0 && texts.words(option) < EvalIndex.LEAST_DEFAULT;
    }
    if (!anyShort) {
      return;
    }
    read(text, start, skip, begin, Math.min(MOST_EXPECTED, rest + all) + LAYOUT_WORDS);
    List<Ints> places = places(first, count);
    if (rest > 0) {
      behindQuestion(item, first, places, rest);
    }
    int[] list = list(first, count, places);
    for (int i = 0; i < count; i++) {
      int size = texts.words(first + i);
      if (size == 0 || size >= EvalIndex.LEAST_DEFAULT || places.get(i).size() == 0) {
        continue;
      }
      int place = places.get(i).at(0);
      if (size < LEAST_PHRASE) {
        boolean answers = rest == 0 && place < ANSWER_WORDS;
        place = list.length > 0 ? list[i] : answers ? place : -1;
      }
      if (place >= 0) {
        found.add(new Found(first + i, starts.at(place), ends.at(place + size - 1), size));
      }
    }
  }

  /** Reads words from a place on, without the first ones. */
  private void read(String text, int start, int skip, int unread, int limit) {
    starts.clear();
    ends.clear();
    letters.clear();
    words.reset(text, start, skip);
    for (int i = 0; i < unread; i++) {
      words.next();
    }
    StringBuilder spelled = new StringBuilder();
    while (letters.size() < limit && words.next()) {
      spelled.setLength(0);
      words.spell(spelled);
      letters.add(spelled.toString());
      starts.add(words.start());
      ends.add(words.end());
    }
  }

  /** Where each option stands, without places inside a longer option. */
  private List<Ints> places(int first, int count) {
    List<Ints> places = new ArrayList<>();
    int[] longest = new int[letters.size()];
    for (int i = 0; i < count; i++) {
      Ints found = new Ints();
      List<String> wanted = wordsOf(first + i);
      int size = wanted.size();
      for (int at = 0; size > 0 && at + size <= letters.size(); at++) {
        if (letters.subList(at, at + size).equals(wanted)) {
          found.add(at);
          for (int word = at; word < at + size; word++) {
            longest[word] = Math.max(longest[word], size);
          }
        }
      }
      places.add(found);
    }
    for (int i = 0; i < count; i++) {
      places.set(i, outside(places.get(i), texts.words(first + i), longest, first, count));
    }
    return places;
  }

  /**
   * Leaves places out at which an option may be words of the question: such a one counts only
   * behind as many words as the question still has.
   */
  private void behindQuestion(int item, int first, List<Ints> places, int rest) {
    List<String> question = wordsOf(texts.firstText(item, Kind.QUESTION));
    for (int i = 0; i < places.size(); i++) {
      Ints found = places.get(i);
      if (found.size() == 0
          || found.at(0) >= rest
          || Collections.indexOfSubList(question, wordsOf(first + i)) < 0) {
        continue;
      }
      Ints behind = new Ints();
      for (int place = 0; place < found.size(); place++) {
        if (found.at(place) >= rest) {
          behind.add(found.at(place));
        }
      }
      places.set(i, behind);
    }
  }

  private Ints outside(Ints found, int size, int[] longest, int first, int count) {
    Ints outside = new Ints();
    for (int i = 0; i < found.size(); i++) {
      int at = found.at(i);
      boolean perhapsInside = longest[at] > size && longest[at + size - 1] > size;
      if (!perhapsInside || !isInside(at, size, first, count)) {
        outside.add(at);
      }
    }
    return outside;
  }

  private boolean isInside(int at, int size, int first, int count) {
    for (int option = first; option < first + count; option++) {
      List<String> wanted = wordsOf(option);
      int longer = wanted.size();
      for (int from = Math.max(0, at + size - longer); longer > size && from <= at; from++) {
        if (from + longer <= letters.size()
            && letters.subList(from, from + longer).equals(wanted)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The places of a list of all options in their order; none if there is no such list. */
  private int[] list(int first, int count, List<Ints> places) {
    if (count < 2) {
      return new int[0];
    }
    for (int start = 0; start < places.get(0).size(); start++) {
      int[] list = new int[count];
      list[0] = places.get(0).at(start);
      int listed = 1;
      while (listed < count) {
        int end = list[listed - 1] + texts.words(first + listed - 1);
        int next = nextPlace(places.get(listed), end);
        if (next < 0) {
          break;
        }
        list[listed++] = next;
      }
      if (listed == count) {
        return list;
      }
    }
    return new int[0];
  }

  private static int nextPlace(Ints places, int end) {
    for (int i = 0; i < places.size(); i++) {
      if (places.at(i) >= end) {
        return places.at(i) - end <= LABEL_WORDS ? places.at(i) : -1;
      }
    }
    return -1;
  }

  private List<String> wordsOf(int text) {
    List<String> spelled = new ArrayList<>();
    for (int i = 0; i < texts.words(text); i++) {
      spelled.add(texts.joined(texts.firstWord(text) + i, 1));
    }
    return spelled;
  }
}
