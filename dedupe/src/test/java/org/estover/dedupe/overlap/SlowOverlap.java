package org.estover.dedupe.overlap;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Normalizer2;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The rules of the default profile on lists of words, comparing everything with everything. */
final class SlowOverlap {
  private static final Set<Integer> WITHOUT_SPACES =
      Set.of(
          UScript.HAN,
          UScript.HIRAGANA,
          UScript.KATAKANA,
          UScript.THAI,
          UScript.LAO,
          UScript.KHMER,
          UScript.MYANMAR);

  private static final Map<Integer, int[]> UNITS = new ConcurrentHashMap<>();

  /** A word and its place. */
  record Word(String letters, int start, int end) {}

  /** A place of some words that stand for a part of an item. */
  private record Target(int item, int option, int from, int size, String kind) {}

  private final List<EvalItem> items;
  private final Map<List<String>, List<Target>> targets = new HashMap<>();

  SlowOverlap(List<EvalItem> items) {
    this.items = items.stream().sorted().toList();
    for (int i = 0; i < this.items.size(); i++) {
      register(i, this.items.get(i));
    }
  }

  /** All hits, written as item, part, option, covered words, words, start and end. */
  Set<String> hits(String document) {
    Set<String> hits = new TreeSet<>();
    List<Word> words = words(document);
    for (Map.Entry<List<Object>, List<int[]>> runs : runs(words).entrySet()) {
      int item = (Integer) runs.getKey().get(0);
      String kind = (String) runs.getKey().get(1);
      int option = (Integer) runs.getKey().get(2);
      List<String> text = text(item, kind, option);
      for (int[] run : runs.getValue()) {
        Set<Integer> covered = new TreeSet<>();
        for (int i = 2; i < run.length; i += 2) {
          for (int w = run[i]; w < run[i] + run[i + 1]; w++) {
            covered.add(w);
          }
        }
        List<String> question = folded(items.get(item).question());
        int rest = text.size() - 1 - new TreeSet<>(covered).last();
        int start = words.get(run[0]).start();
        int end = words.get(run[1] - 1).end();
        switch (kind) {
          case "context" -> {
            hits.add(
                hit(
                    item,
                    Part.CONTEXT,
                    -1,
                    covered.size(),
                    findable(item, kind, option),
                    start,
                    end));
            behindContext(item, question, words, run[1], rest, hits);
          }
          case "option" ->
              hits.add(
                  hit(
                      item,
                      items.get(item).part(option),
                      option,
                      covered.size(),
                      findable(item, kind, option),
                      start,
                      end));
          default -> {
            boolean whole = !kind.equals("question");
            int count = whole ? question.size() : covered.size();
            hits.add(
                hit(
                    item,
                    Part.QUESTION,
                    -1,
                    count,
                    whole ? count : findable(item, kind, option),
                    start,
                    end));
            boolean withOption = kind.equals("question+option");
            int window = withOption ? run[0] + question.size() : run[1];
            options(item, words, window, withOption ? 0 : rest, hits);
          }
        }
      }
    }
    return hits;
  }

  private int findable(int item, String kind, int option) {
    Set<Integer> findable = new TreeSet<>();
    for (List<Target> sameWords : targets.values()) {
      for (Target target : sameWords) {
        if (target.item() == item && target.kind().equals(kind) && target.option() == option) {
          for (int i = 0; i < target.size(); i++) {
            findable.add(target.from() + i);
          }
        }
      }
    }
    return findable.size();
  }

  private static String hit(
      int item, Part part, int option, int covered, int words, int start, int end) {
    return item + " " + part + " " + option + " " + covered + "/" + words + " " + start + "-" + end;
  }

  static String write(Hit hit) {
    return hit(
        hit.item(),
        hit.part(),
        hit.option(),
        hit.coveredWords(),
        hit.words(),
        hit.range().startChar(),
        hit.range().endChar());
  }

  private void behindContext(
      int item, List<String> question, List<Word> words, int window, int rest, Set<String> hits) {
    if (question.size() < 3 || question.size() > 7) {
      return;
    }
    int limit = Math.min(words.size(), window + Math.min(512, rest + question.size()) + 64);
    for (int at = window; at + question.size() <= limit; at++) {
      if (stands(question, words, at)) {
        int end = at + question.size();
        hits.add(
            hit(
                item,
                Part.QUESTION,
                -1,
                question.size(),
                question.size(),
                words.get(at).start(),
                words.get(end - 1).end()));
        options(item, words, end, 0, hits);
        return;
      }
    }
  }

  private void options(int item, List<Word> words, int window, int rest, Set<String> hits) {
    List<List<String>> options =
        items.get(item).options().stream().map(SlowOverlap::folded).toList();
    int all = options.stream().mapToInt(List::size).sum();
    int limit = Math.min(words.size(), window + Math.min(512, rest + all) + 64);
    List<List<Integer>> places = new ArrayList<>();
    for (List<String> option : options) {
      List<Integer> found = new ArrayList<>();
      for (int at = window; !option.isEmpty() && at + option.size() <= limit; at++) {
        boolean perhapsQuestion =
            at < window + rest
                && Collections.indexOfSubList(folded(items.get(item).question()), option) >= 0;
        if (stands(option, words, at)
            && !perhapsQuestion
            && !isInsideLonger(option, options, words, at, window, limit)) {
          found.add(at);
        }
      }
      places.add(found);
    }
    List<Integer> list = list(options, places);
    for (int i = 0; i < options.size(); i++) {
      int size = options.get(i).size();
      int place = -1;
      if (size >= 3 && size < 8) {
        place = places.get(i).isEmpty() ? -1 : places.get(i).get(0);
      } else if (size > 0 && size < 3) {
        if (!list.isEmpty()) {
          place = list.get(i);
        } else if (rest == 0 && !places.get(i).isEmpty() && places.get(i).get(0) < window + 8) {
          place = places.get(i).get(0);
        }
      }
      if (place >= 0) {
        hits.add(
            hit(
                item,
                items.get(item).part(i),
                i,
                size,
                size,
                words.get(place).start(),
                words.get(place + size - 1).end()));
      }
    }
  }

  private static List<Integer> list(List<List<String>> options, List<List<Integer>> places) {
    if (options.size() < 2) {
      return List.of();
    }
    for (int first : places.get(0)) {
      List<Integer> list = new ArrayList<>(List.of(first));
      for (int i = 1; i < options.size() && list.size() == i; i++) {
        int end = list.get(i - 1) + options.get(i - 1).size();
        places.get(i).stream()
            .filter(place -> place >= end)
            .findFirst()
            .filter(place -> place <= end + 4)
            .ifPresent(list::add);
      }
      if (list.size() == options.size()) {
        return list;
      }
    }
    return List.of();
  }

  private static boolean isInsideLonger(
      List<String> option,
      List<List<String>> options,
      List<Word> words,
      int at,
      int window,
      int limit) {
    for (List<String> longer : options) {
      for (int from = window; from <= at && longer.size() > option.size(); from++) {
        if (from + longer.size() >= at + option.size()
            && from + longer.size() <= limit
            && stands(longer, words, from)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean stands(List<String> wanted, List<Word> words, int at) {
    return words.subList(at, Math.min(words.size(), at + wanted.size())).stream()
        .map(Word::letters)
        .toList()
        .equals(wanted);
  }

  /** Per text the runs: first word, last word exclusive, then offsets and sizes of n-grams. */
  private Map<List<Object>, List<int[]>> runs(List<Word> words) {
    Map<List<Object>, List<int[]>> runs = new HashMap<>();
    for (int end = 1; end <= words.size(); end++) {
      for (int size = 8; size <= Math.min(13, end); size++) {
        List<String> gram = words.subList(end - size, end).stream().map(Word::letters).toList();
        for (Target target : targets.getOrDefault(gram, List.of())) {
          List<int[]> of =
              runs.computeIfAbsent(
                  List.of(target.item(), target.kind(), target.option()), key -> new ArrayList<>());
          int[] last = of.isEmpty() ? new int[] {0, -1} : of.get(of.size() - 1);
          if (end - size <= last[1]) {
            int[] longer = Arrays.copyOf(last, last.length + 2);
            longer[1] = end;
            longer[last.length] = target.from();
            longer[last.length + 1] = size;
            of.set(of.size() - 1, longer);
          } else if (of.size() < 16) {
            of.add(new int[] {end - size, end, target.from(), size});
          }
        }
      }
    }
    return runs;
  }

  private void register(int index, EvalItem item) {
    List<String> context = folded(item.context());
    List<String> question = folded(item.question());
    register(index, -1, "context", context, List.of());
    register(index, -1, "question", question, List.of());
    for (int i = 0; i < item.options().size(); i++) {
      List<List<String>> others = new ArrayList<>(List.of(context, question));
      for (int k = 0; k < item.options().size(); k++) {
        if (k != i) {
          others.add(folded(item.options().get(k)));
        }
      }
      List<String> option = folded(item.options().get(i));
      register(index, i, "option", option, others);
      if (!question.isEmpty() && question.size() < 8 && !option.isEmpty()) {
        List<String> joined = text(index, "question+option", i);
        gram(index, i, "question+option", joined, 0);
      }
    }
    if (!question.isEmpty() && question.size() < 8 && !context.isEmpty() && context.size() < 8) {
      List<String> joined = text(index, "context+question", -1);
      gram(index, -1, "context+question", joined, Math.max(0, joined.size() - 13));
    }
  }

  private List<String> text(int index, String kind, int option) {
    EvalItem item = items.get(index);
    return switch (kind) {
      case "context" -> folded(item.context());
      case "question" -> folded(item.question());
      case "option" -> folded(item.options().get(option));
      case "question+option" -> folded(item.question() + " " + item.options().get(option));
      default -> folded(item.context() + " " + item.question());
    };
  }

  private void register(
      int item, int option, String kind, List<String> words, List<List<String>> others) {
    int size = Math.min(13, words.size());
    for (int from = 0; from + size <= words.size() && size >= 8; from++) {
      List<String> gram = words.subList(from, from + size);
      if (others.stream().noneMatch(other -> Collections.indexOfSubList(other, gram) >= 0)) {
        gram(item, option, kind, words, from);
      }
    }
  }

  private void gram(int item, int option, String kind, List<String> words, int from) {
    int size = Math.min(13, words.size() - from);
    if (size < 8) {
      return;
    }
    List<String> gram = List.copyOf(words.subList(from, from + size));
    Set<String> lettered = new LinkedHashSet<>();
    for (String word : gram) {
      if (word.codePoints().anyMatch(UCharacter::isLetter)) {
        lettered.add(word);
      }
    }
    if (lettered.size() >= 4) {
      targets
          .computeIfAbsent(gram, key -> new ArrayList<>())
          .add(new Target(item, option, from, size, kind));
    }
  }

  static List<String> folded(String text) {
    return words(text).stream().map(Word::letters).toList();
  }

  /** The words of a text: each character folded, those that vanish widen the word beside them. */
  static List<Word> words(String text) {
    List<Word> words = new ArrayList<>();
    StringBuilder letters = new StringBuilder();
    int start = -1;
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      int next = at + Character.charCount(c);
      boolean vanishes = true;
      int[] units = units(c);
      for (int i = 0; i < units.length; i++) {
        int unit = units[i];
        if (unit == 0 || WITHOUT_SPACES.contains(UScript.getScript(unit))) {
          if (letters.length() > 0) {
            words.add(new Word(letters.toString(), start, i == 0 ? at : next));
            letters.setLength(0);
            start = -1;
          }
          start = unit == 0 ? -1 : start < 0 ? at : start;
          if (unit != 0) {
            int end = next;
            while (units.length == 1
                && end < text.length()
                && units(text.codePointAt(end)).length == 0) {
              end += Character.charCount(text.codePointAt(end));
            }
            words.add(new Word(Character.toString(unit), start, end));
            next = end;
            start = -1;
          }
        } else {
          start = start < 0 ? at : start;
          letters.appendCodePoint(unit);
        }
        vanishes = false;
      }
      if (vanishes && start < 0) {
        start = at;
      }
      at = next;
    }
    if (letters.length() > 0) {
      words.add(new Word(letters.toString(), start, text.length()));
    }
    return words;
  }

  /** The letters of a character's folded form, 0 for each that separates. */
  private static int[] units(int c) {
    return UNITS.computeIfAbsent(c, SlowOverlap::folding);
  }

  private static int[] folding(int c) {
    if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
      return new int[] {0};
    }
    String folded =
        Normalizer2.getNFDInstance()
            .normalize(Normalizer2.getNFKCCasefoldInstance().normalize(Character.toString(c)));
    return folded
        .codePoints()
        .filter(p -> !Character.toString(p).matches("[\\p{Mn}\\p{Me}\\p{Cf}]"))
        .map(
            p ->
                UCharacter.isDigit(p)
                    ? '0' + UCharacter.digit(p, 10)
                    : Character.toString(p).matches("[\\p{L}\\p{Nl}\\p{No}\\p{Mc}]") ? p : 0)
        .toArray();
  }
}
