package org.estover.crawl.quality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * Finds the n-grams that a model's scores of texts depend on most. A model knows buckets only, so
 * the texts say what is in them.
 */
final class StrongNgrams {
  /** Different n-grams of a bucket to look at. */
  private static final int MOST_OF_A_BUCKET = 1000;

  private final HashedModel model;
  private final List<TrainingTexts.Text> texts;
  private final double[] effects;
  private final int[][] tallies;

  StrongNgrams(HashedModel model, int buckets, List<TrainingTexts.Text> texts) {
    this.model = model;
    this.texts = texts;
    effects = new double[buckets];
    tallies = new int[2][buckets];
    int[] lastText = new int[buckets];
    HashedWords reader = model.reader();
    int[] some = new int[1 << 10];
    for (int i = 0; i < texts.size(); i++) {
      TrainingTexts.Text text = texts.get(i);
      long all = 0;
      for (int pass = 0; pass < 2; pass++) {
        reader.start(text.utf8(), 0, text.utf8().length);
        for (int count = reader.next(some); count > 0; count = reader.next(some)) {
          if (pass == 0) {
            all += count;
            continue;
          }
          for (int j = 0; j < count; j++) {
            int bucket = some[j];
            effects[bucket] += model.weight(bucket) / (double) all / texts.size();
            if (lastText[bucket] != i + 1) {
              lastText[bucket] = i + 1;
              tallies[text.positive() ? 0 : 1][bucket]++;
            }
          }
        }
      }
    }
  }

  /** The strongest ones, for or against; the strongest first. */
  List<StrongNgram> strongest(boolean speakFor, int most) {
    int sign = speakFor ? 1 : -1;
    Comparator<Integer> strongestFirst =
        Comparator.comparingDouble((Integer bucket) -> -sign * effects[bucket])
            .thenComparing(bucket -> bucket);
    PriorityQueue<Integer> kept = new PriorityQueue<>(strongestFirst.reversed());
    for (int bucket = 0; bucket < effects.length; bucket++) {
      double effect = sign * effects[bucket];
      // Of two that are as strong the first one counts, which is there already.
      if (effect > 0 && (kept.size() < most || effect > sign * effects[kept.element()])) {
        kept.add(bucket);
        if (kept.size() > most) {
          kept.remove();
        }
      }
    }
    List<Integer> buckets = kept.stream().sorted(strongestFirst).toList();
    Map<Integer, String> names = names(buckets);
    List<StrongNgram> strongest = new ArrayList<>();
    for (int bucket : buckets) {
      strongest.add(
          new StrongNgram(
              names.getOrDefault(bucket, ""),
              model.weight(bucket),
              effects[bucket],
              tallies[0][bucket],
              tallies[1][bucket]));
    }
    return strongest;
  }

  private Map<Integer, String> names(List<Integer> buckets) {
    Map<Integer, TreeMap<String, Integer>> ngrams = new HashMap<>();
    buckets.forEach(bucket -> ngrams.put(bucket, new TreeMap<>()));
    HashedWords reader = model.reader();
    int[] ofOneWord = new int[HashedWords.MOST_WORDS];
    for (TrainingTexts.Text text : texts) {
      reader.start(text.utf8(), 0, text.utf8().length);
      for (int count = reader.nextWord(ofOneWord); count > 0; count = reader.nextWord(ofOneWord)) {
        for (int i = 0; i < count; i++) {
          TreeMap<String, Integer> known = ngrams.get(ofOneWord[i]);
          if (known != null) {
            String ngram = reader.lastWords(i + 1);
            if (known.size() < MOST_OF_A_BUCKET || known.containsKey(ngram)) {
              known.merge(ngram, 1, Integer::sum);
            }
          }
        }
      }
    }
    Map<Integer, String> names = new HashMap<>();
    ngrams.forEach(
        (bucket, known) ->
            known.entrySet().stream()
                .max(
                    Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .ifPresent(ngram -> names.put(bucket, ngram.getKey())));
    return names;
  }
}
