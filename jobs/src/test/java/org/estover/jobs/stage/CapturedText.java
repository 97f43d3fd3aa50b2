package org.estover.jobs.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.estover.crawl.document.DocumentId;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowWriter;
import org.estover.jobs.rows.SurvivorRow;
import org.estover.jobs.rows.TokenRow;
import org.estover.licensing.terms.deed.FreshTokens;
import org.estover.licensing.terms.deed.Repetition;
import org.estover.licensing.terms.deed.Repetitions;
import org.estover.tokenize.shard.TokenWidth;

/**
 * A row of a small corpus, and what a search that compares every run with every document finds.
 *
 * @param survivor the id of the document that stays in its place, its own if it is kept; empty if
 *     it was dropped before
 * @param tokens of its text, without the end of it
 */
@SuppressWarnings("ArrayRecordComponent") // Rows are not compared.
record CapturedText(
    byte[] id, String holder, String captured, byte[] survivor, boolean kept, int[] tokens) {
  private static final int END_OF_TEXT = 5000;
  private static final byte[] NONE = {};
  private static final List<String> HOLDERS = List.of("Ann", "Bob", "Cyd", "");

  /** A corpus whose texts are put together of passages that other texts have as well. */
  static List<CapturedText> random(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<int[]> passages = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      int vocabulary = random.nextInt(4) == 0 ? 2 : END_OF_TEXT;
      passages.add(random.ints(5 + random.nextInt(60), 0, vocabulary).toArray());
    }
    List<CapturedText> texts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      int[] tokens = text(random, passages);
      CapturedText text = row(random, NONE, true, tokens);
      texts.add(text);
      for (int twin = random.nextInt(8); twin < 3; twin++) {
        texts.add(row(random, text.id(), false, tokens));
      }
      if (random.nextInt(6) == 0) {
        // The same document, captured once more.
        String time = time(random);
        texts.add(new CapturedText(text.id(), "Eve", time, text.id(), false, tokens));
      }
      if (random.nextInt(6) == 0) {
        CapturedText dropped = row(random, NONE, false, text(random, passages));
        texts.add(dropped);
      }
    }
    return texts;
  }

  private static int[] text(SplittableRandom random, List<int[]> passages) {
    int parts = random.nextInt(7);
    int[] all = random.ints(random.nextInt(80), 0, END_OF_TEXT).toArray();
    for (int i = 0; i < parts; i++) {
      int[] passage = passages.get(random.nextInt(passages.size()));
      int times = random.nextInt(5) == 0 ? 6 : 1;
      for (int k = 0; k < times; k++) {
        all = IntStream.concat(Arrays.stream(all), Arrays.stream(passage)).toArray();
      }
    }
    return all;
  }

  private static CapturedText row(
      SplittableRandom random, byte[] survivor, boolean kept, int[] tokens) {
    byte[] id = new byte[16];
    random.nextBytes(id);
    String holder = HOLDERS.get(random.nextInt(HOLDERS.size()));
    return new CapturedText(id, holder, time(random), kept ? id : survivor, kept, tokens);
  }

  /** Few different ones, so that ties are frequent; some before 1970, some with a fraction. */
  private static String time(SplittableRandom random) {
    if (random.nextInt(6) == 0) {
      return random.nextInt(2) == 0 ? "" : "some day";
    }
    return Instant.ofEpochMilli(500L * random.nextInt(-4, 8)).toString();
  }

  /** Writes the rows of 02, 04 and 05 into so many files each. */
  static RepetitionSearch.Corpus write(Path root, List<CapturedText> texts, int files)
      throws IOException {
    Path documents = Files.createDirectories(root.resolve("documents"));
    Path survivors = Files.createDirectories(root.resolve("verdicts"));
    Path tokens = Files.createDirectories(root.resolve("tokens"));
    for (int file = 0; file < files; file++) {
      String name = RowFile.name(file, 0);
      try (RowWriter<DocumentRow> rows =
              RowWriter.create(DocumentRow.TYPE, documents.resolve(name));
          RowWriter<SurvivorRow> verdicts =
              RowWriter.create(SurvivorRow.TYPE, survivors.resolve(name));
          RowWriter<TokenRow> encoded = RowWriter.create(TokenRow.TYPE, tokens.resolve(name))) {
        for (int i = file; i < texts.size(); i += files) {
          CapturedText text = texts.get(i);
          rows.write(text.document());
          verdicts.write(text.verdict());
          encoded.write(text.kept() ? text.encoded() : TokenRow.DROPPED);
        }
        rows.commit();
        verdicts.commit();
        encoded.commit();
      }
    }
    return new RepetitionSearch.Corpus(
        documents.toString(),
        survivors.toString(),
        tokens.toString(),
        TokenWidth.UINT16,
        END_OF_TEXT);
  }

  /** Writes rows of 05 in one file, which say that all documents were dropped. */
  static Path withoutTokens(Path root, List<CapturedText> texts) throws IOException {
    Path tokens = Files.createDirectories(root.resolve("dropped"));
    try (RowWriter<TokenRow> encoded =
        RowWriter.create(TokenRow.TYPE, tokens.resolve(RowFile.name(0, 0)))) {
      for (int i = 0; i < texts.size(); i++) {
        encoded.write(TokenRow.DROPPED);
      }
      encoded.commit();
    }
    return tokens;
  }

  private DocumentRow document() {
    return new DocumentRow(
        id, "web", "", "", 0, NONE, "", holder, "allowed", "", "", captured, "file", 0);
  }

  private SurvivorRow verdict() {
    if (kept) {
      return SurvivorRow.KEEP;
    }
    return survivor.length == 0
        ? SurvivorRow.DROPPED_BEFORE
        : new SurvivorRow(false, "exact-duplicate", survivor, "1.0000");
  }

  private TokenRow encoded() {
    byte[] bytes = new byte[2 * tokens.length];
    TokenWidth.UINT16.encode(tokens, 0, tokens.length, bytes, 0);
    return new TokenRow(bytes, tokens.length, 0);
  }

  /** How old a text is, and whether another holder than its own had it first. */
  private record Age(Instant time, byte[] id, boolean anothers, Set<List<Integer>> runs)
      implements Comparable<Age> {
    @Override
    public int compareTo(Age other) {
      int order = time.compareTo(other.time);
      return order == 0 ? Arrays.compareUnsigned(id, other.id) : order;
    }
  }

  /** What the documents say again, found by comparing all of them with each other. */
  static Repetitions slowly(List<CapturedText> texts) {
    List<CapturedText> kept = texts.stream().filter(CapturedText::kept).toList();
    List<Age> ages = kept.stream().flatMap(text -> text.age(texts).stream()).toList();
    List<Repetition> found = new ArrayList<>();
    for (CapturedText text : kept) {
      List<Age> own = ages.stream().filter(age -> Arrays.equals(age.id(), text.id())).toList();
      List<Age> before =
          ages.stream()
              .filter(age -> own.stream().anyMatch(mine -> age.compareTo(mine) < 0))
              .toList();
      Repetition repetition = text.repetition(before, own.stream().anyMatch(Age::anothers));
      if (repetition.counts()) {
        found.add(repetition);
      }
    }
    found.sort(Comparator.comparing(Repetition::documentId));
    return new Repetitions(ages.size(), found);
  }

  private List<Age> age(List<CapturedText> texts) {
    List<CapturedText> timed =
        texts.stream()
            .filter(member -> Arrays.equals(member.survivor(), id))
            .filter(member -> member.captured().endsWith("Z"))
            .toList();
    if (timed.stream().noneMatch(member -> Arrays.equals(member.id(), id))) {
      return List.of();
    }
    Instant first =
        timed.stream()
            .map(each -> Instant.parse(each.captured()))
            .min(Instant::compareTo)
            .orElseThrow();
    List<CapturedText> firsts =
        timed.stream().filter(each -> Instant.parse(each.captured()).equals(first)).toList();
    boolean mine = firsts.stream().anyMatch(each -> Arrays.equals(each.id(), id));
    CapturedText smallest =
        firsts.stream()
            .min((one, other) -> Arrays.compareUnsigned(one.id(), other.id()))
            .orElseThrow();
    boolean anothers = !mine && !smallest.holder().equals(holder);
    return List.of(new Age(first, id, anothers, new HashSet<>(runs(FreshTokens.ACROSS))));
  }

  private Repetition repetition(List<Age> before, boolean anothers) {
    List<Integer> all = withEnd();
    boolean[] repeated = new boolean[all.size()];
    Set<List<Integer>> said = new HashSet<>();
    List<List<Integer>> own = runs(FreshTokens.RUN);
    for (int i = 0; i < own.size(); i++) {
      if (!said.add(own.get(i))) {
        Arrays.fill(repeated, i, i + FreshTokens.RUN, true);
      }
    }
    boolean[] stale = repeated.clone();
    List<List<Integer>> across = runs(FreshTokens.ACROSS);
    for (int i = 0; i < across.size(); i++) {
      List<Integer> run = across.get(i);
      if (before.stream().anyMatch(age -> age.runs().contains(run))) {
        Arrays.fill(stale, i, i + FreshTokens.ACROSS, true);
      }
    }
    long once = count(repeated);
    long fresh = count(stale);
    long earning = 4 * fresh < once ? 0 : fresh;
    if (!anothers && earning > 0 && 16 * (all.size() - fresh) >= all.size()) {
      earning = Math.max(0, fresh - 16);
    }
    return new Repetition(DocumentId.of(id).toString(), holder, all.size(), earning);
  }

  private static long count(boolean[] stale) {
    return IntStream.range(0, stale.length).filter(i -> !stale[i]).count();
  }

  private List<Integer> withEnd() {
    List<Integer> all = new ArrayList<>(Arrays.stream(tokens).boxed().toList());
    all.add(END_OF_TEXT);
    return all;
  }

  private List<List<Integer>> runs(int length) {
    List<Integer> all = withEnd();
    List<List<Integer>> runs = new ArrayList<>();
    for (int i = 0; i + length <= all.size(); i++) {
      runs.add(List.copyOf(all.subList(i, i + length)));
    }
    return runs;
  }
}
