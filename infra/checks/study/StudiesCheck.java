package org.estover.tokenize.reconstruct;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.order.Slot;
import org.estover.tokenize.release.DocumentTable;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.shard.IndexedDatasetReader;

/**
 * Compares what the studies answered with what all texts in memory say, term by term and position
 * by position.
 *
 * <pre>
 * terms RELEASE TERMS BATCH STEPS COUNTS    COUNTS: what "terms count --json" printed
 * words RELEASE COUNT SEED                  prints random words of the texts
 * swap RELEASE DERIVED PAIRS BATCH STEP     every sequence of a release and of its intervention
 * </pre>
 *
 * <p>GPT-2's tokenizer.
 */
final class StudiesCheck {
  private final Tokenizer gpt2 = Tokenizer.gpt2();
  private boolean failed;

  /** A text as Latin-1, a character for each byte, and the token of its source that holds each. */
  private record Text(int source, int number, String bytes, int[] tokens) {}

  private interface Sink {
    void text(Text text) throws IOException;
  }

  /** Exit code 0 if all is equal, else 1. */
  public static void main(String[] args) throws IOException {
    StudiesCheck check = new StudiesCheck();
    try (Reconstruct release = Reconstruct.open(Path.of(args[1]))) {
      switch (args[0]) {
        case "terms" -> check.terms(release, args);
        case "words" -> check.words(release, Integer.parseInt(args[2]), Long.parseLong(args[3]));
        default -> check.swap(release, args);
      }
    }
    System.exit(check.failed ? 1 : 0);
  }

  private void texts(Reconstruct release, Sink sink) throws IOException {
    int number = 0;
    for (int source = 0; source < release.order().sources().size(); source++) {
      int start = 0;
      String name = release.order().sources().get(source).name();
      for (ReleasedShard shard : release.content().shardsOf(name)) {
        Path prefix = release.release().folder().resolve(shard.prefix());
        try (DocumentTable table = release.release().documents(shard);
            IndexedDatasetReader bin = IndexedDatasetReader.open(prefix)) {
          for (long row = 0; row < table.rowCount(); row++) {
            DocumentTable.RowPlace place = table.place(row);
            int[] tokens = new int[place.tokens() - 1];
            bin.read(place.tokenStart(), tokens, 0, tokens.length);
            byte[] bytes = gpt2.decode(tokens);
            int[] tokenOf = new int[bytes.length];
            int at = 0;
            for (int t = 0; t < tokens.length; t++) {
              int size = gpt2.decode(tokens, t, 1).length;
              Arrays.fill(tokenOf, at, at + size, start + t);
              at += size;
            }
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            sink.text(new Text(source, number++, text, tokenOf));
            start += place.tokens();
          }
        }
      }
    }
  }

  /** Places of a term in a source: first and last token, and the document. */
  private static final class Places {
    private final List<int[]> list = new ArrayList<>();

    /** The first place whose first token is not before one. */
    private int lower(long token) {
      int low = 0;
      int high = list.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (list.get(middle)[0] < token) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }
  }

  private void terms(Reconstruct release, String[] args) throws IOException {
    Terms terms = Terms.read(Path.of(args[2]));
    int batch = Integer.parseInt(args[3]);
    long[] steps = Arrays.stream(args[4].split(",")).mapToLong(Long::parseLong).toArray();
    JsonNode answer = new ObjectMapper().readTree(Files.readAllBytes(Path.of(args[5])));
    int count = terms.terms().size();
    Places[][] places = new Places[release.order().sources().size()][count];
    for (Places[] ofSource : places) {
      Arrays.setAll(ofSource, i -> new Places());
    }
    texts(
        release,
        text -> {
          for (int term = 0; term < count; term++) {
            byte[] utf8 = terms.terms().get(term).getBytes(StandardCharsets.UTF_8);
            String wanted = new String(utf8, StandardCharsets.ISO_8859_1);
            for (int at = text.bytes.indexOf(wanted);
                at >= 0;
                at = text.bytes.indexOf(wanted, at + 1)) {
              int last = text.tokens[at + wanted.length() - 1];
              places[text.source][term].list.add(new int[] {text.tokens[at], last, text.number});
            }
          }
        });
    long[][] sums = new long[3][count];
    long[][] ofGroups = new long[2][terms.groups().size()];
    long position = 0;
    long inputs = release.order().sequenceTokens();
    for (int s = 0; s < steps.length; s++) {
      for (; position < steps[s] * batch; position++) {
        Slot slot = release.order().slot(position);
        List<TreeSet<Integer>> documents = new ArrayList<>();
        for (int term = 0; term < count; term++) {
          TreeSet<Integer> holding = new TreeSet<>();
          Places of = places[slot.sourceIndex()][term];
          long end = slot.tokenStart() + inputs;
          for (int i = of.lower(slot.tokenStart()); i < of.list.size(); i++) {
            int[] place = of.list.get(i);
            if (place[0] >= end) {
              break;
            }
            if (place[1] < end) {
              sums[0][term]++;
              holding.add(place[2]);
            } else {
              sums[2][term]++;
            }
          }
          sums[1][term] += holding.isEmpty() ? 0 : 1;
          documents.add(holding);
        }
        for (int g = 0; g < terms.groups().size(); g++) {
          TreeSet<Integer> all = new TreeSet<>(documents.get(terms.groups().get(g).get(0)));
          boolean each = true;
          for (int term : terms.groups().get(g)) {
            each &= !documents.get(term).isEmpty();
            all.retainAll(documents.get(term));
          }
          ofGroups[0][g] += each ? 1 : 0;
          ofGroups[1][g] += all.isEmpty() ? 0 : 1;
        }
      }
      for (int term = 0; term < count; term++) {
        JsonNode found = answer.get("terms").get(term);
        String name = "\"" + terms.terms().get(term) + "\" before step " + steps[s];
        equal(name, sums[0][term], found.get("occurrences").get(s));
        equal(name + ", sequences", sums[1][term], found.get("sequences").get(s));
        equal(name + ", cut", sums[2][term], found.get("cut").get(s));
      }
      for (int g = 0; g < terms.groups().size(); g++) {
        JsonNode found = answer.get("groups").get(g);
        String name = found.get("terms") + " before step " + steps[s];
        equal(name, ofGroups[0][g], found.get("sequences").get(s));
        equal(name + ", in one document", ofGroups[1][g], found.get("inOneDocument").get(s));
      }
    }
    System.out.printf(
        Locale.ROOT, "%d terms and %d groups compared%n", count, terms.groups().size());
  }

  private void equal(String what, long expected, JsonNode found) {
    if (found.asLong() != expected) {
      failed = true;
      System.out.println(what + ": expected " + expected + ", found " + found);
    }
  }

  private void words(Reconstruct release, int count, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    TreeSet<String> words = new TreeSet<>();
    Pattern word = Pattern.compile("[A-Za-z]{2,20}( [A-Za-z]{2,20})?");
    texts(
        release,
        text -> {
          Matcher matcher = word.matcher(text.bytes);
          int skip = text.bytes.isEmpty() ? 0 : random.nextInt(text.bytes.length());
          if (words.size() < count && matcher.find(skip)) {
            words.add(matcher.group());
          }
        });
    words.forEach(System.out::println);
  }

  private void swap(Reconstruct parent, String[] args) throws IOException {
    Map<String, String> pairs = new HashMap<>();
    for (String line : Files.readAllLines(Path.of(args[3]))) {
      String[] fields = line.split("\t", -1);
      pairs.put(fields[0], fields[1]);
    }
    Pattern left =
        Pattern.compile(
            "(?<=[^\\p{L}\\p{N}])(" + String.join("|", pairs.keySet()) + ")(?=[^\\p{L}\\p{N}])",
            Pattern.UNICODE_CHARACTER_CLASS);
    long from = Long.parseLong(args[5]) * Integer.parseInt(args[4]);
    long differing = 0;
    long replaced = 0;
    long kept = 0;
    try (Reconstruct derived = Reconstruct.open(Path.of(args[2]))) {
      failed |= derived.order().length() != parent.order().length();
      for (long position = 0; position < parent.order().length(); position++) {
        int[] before = parent.tokens(position);
        int[] after = derived.tokens(position);
        if (position < from) {
          differing += Arrays.equals(before, after) ? 0 : 1;
          continue;
        }
        replaced += replaced(before, after, pairs);
        Matcher matcher = left.matcher(new String(gpt2.decode(after), StandardCharsets.UTF_8));
        while (matcher.find()) {
          kept++;
        }
      }
    }
    // Each of the pairs is a token for a token, so no place is kept for want of room.
    failed |= differing > 0 || replaced == 0 || kept > 0;
    System.out.printf(
        Locale.ROOT,
        "%d of %d sequences before the step differ; %d runs of tokens after it are as the pairs"
            + " say; %d of their texts are left%n",
        differing,
        from,
        replaced,
        kept);
  }

  /**
   * Counts runs of tokens that differ; each has to be one of the pairs, with a blank or without.
   */
  private long replaced(int[] before, int[] after, Map<String, String> pairs) {
    long runs = 0;
    for (int t = 0; t < before.length; t++) {
      if (before[t] == after[t]) {
        continue;
      }
      runs++;
      String old = new String(gpt2.decode(before, t, 1), StandardCharsets.UTF_8);
      String now = new String(gpt2.decode(after, t, 1), StandardCharsets.UTF_8);
      String blank = old.startsWith(" ") ? " " : "";
      if (!now.equals(blank + pairs.get(old.strip()))) {
        failed = true;
        System.out.println("\"" + old + "\" became \"" + now + "\"");
      }
    }
    return runs;
  }
}
