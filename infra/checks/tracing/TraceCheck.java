package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.release.DocumentTable;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.shard.IndexedDatasetReader;

/**
 * Asks a release for random byte strings, half of them parts of documents and half of them nowhere,
 * compares each answer with what one pass over all texts in memory finds, and prints how long the
 * answers took.
 *
 * <p>usage: TraceCheck RELEASE QUESTIONS BATCH SEED; the release's tokenizer has to be GPT-2's
 */
final class TraceCheck {
  private static final double LIMIT_MILLIS = 50;
  private static final int LISTED = 100;

  private final Reconstruct release;
  private final BatchPlan plan;
  private final SplittableRandom random;
  private final List<ReleasedDocument> documents = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<byte[]> texts = new ArrayList<>();
  private final List<int[]> tokens = new ArrayList<>();
  private long size;
  private boolean failed;

  /** A byte string with what the texts say about it. */
  private static final class Question {
    private final byte[] bytes;
    private final List<String> places = new ArrayList<>();
    private long count;

    Question(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  private TraceCheck(Reconstruct release, int batch, long seed) {
    this.release = release;
    plan = new BatchPlan(batch);
    random = new SplittableRandom(seed);
  }

  /** Exit code 0 if all is equal, small and fast enough, else 1. */
  public static void main(String[] args) throws IOException {
    int questions = Integer.parseInt(args[1]);
    try (Reconstruct release = Reconstruct.open(Path.of(args[0]))) {
      TraceCheck check =
          new TraceCheck(release, Integer.parseInt(args[2]), Long.parseLong(args[3]));
      check.load();
      check.sizes(Path.of(args[0]).resolve("derived"));
      check.trace(check.questions(questions));
      System.exit(check.failed ? 1 : 0);
    }
  }

  private void load() throws IOException {
    Tokenizer gpt2 = Tokenizer.gpt2();
    release.requireTokenizer(gpt2);
    for (ReleasedShard shard : release.content().shards()) {
      try (DocumentTable table = release.release().documents(shard);
          var bin = IndexedDatasetReader.open(release.release().folder().resolve(shard.prefix()))) {
        for (long row = 0; row < table.rowCount(); row++) {
          DocumentTable.RowPlace place = table.place(row);
          int[] ids = new int[place.tokens() - 1];
          bin.read(place.tokenStart(), ids, 0, ids.length);
          documents.add(table.row(row).document());
          numbers.put(documents.get(documents.size() - 1).id(), documents.size() - 1);
          tokens.add(ids);
          texts.add(gpt2.decode(ids));
          size += texts.get(texts.size() - 1).length;
        }
      }
    }
    System.out.printf(Locale.ROOT, "%,d documents, %,d bytes of text%n", documents.size(), size);
  }

  private void sizes(Path derived) throws IOException {
    long index = 0;
    try (Stream<Path> files = Files.list(derived)) {
      for (Path file : files.toList()) {
        String name = String.valueOf(file.getFileName());
        boolean isOfText =
            name.endsWith(".text") || name.startsWith("text.tokens") || name.endsWith(".text.sums");
        index += isOfText ? Files.size(file) : 0;
      }
    }
    double share = (double) index / size;
    failed |= share > 2;
    System.out.printf(Locale.ROOT, "%,d bytes of indexes, %.3f times the text%n", index, share);
  }

  private List<Question> questions(int count) {
    List<Question> present = new ArrayList<>();
    List<Question> others = new ArrayList<>();
    while (present.size() < count / 2) {
      byte[] text = texts.get(random.nextInt(texts.size()));
      if (text.length > 0) {
        present.add(new Question(part(text)));
      }
    }
    // Most of them will be nowhere; of those, as many as are wanted are kept.
    for (int i = 0; i < count; i++) {
      byte[] bytes = part(texts.get(random.nextInt(texts.size())));
      if (bytes.length > 0) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        others.add(new Question(bytes));
      }
      byte[] noise = new byte[4 + random.nextInt(40)];
      random.nextBytes(noise);
      others.add(new Question(noise));
    }
    List<Question> all = new ArrayList<>(present);
    all.addAll(others);
    lookEverywhere(all);
    List<Question> asked = new ArrayList<>(present);
    others.stream()
        .filter(question -> question.count == 0)
        .limit(count - asked.size())
        .forEach(asked::add);
    System.out.printf(
        Locale.ROOT,
        "%,d byte strings, %,d of them nowhere; those that are somewhere stand there %,d times at"
            + " most%n",
        asked.size(),
        asked.stream().filter(question -> question.count == 0).count(),
        asked.stream().mapToLong(question -> question.count).max().orElse(0));
    return asked;
  }

  private byte[] part(byte[] text) {
    if (text.length == 0) {
      return text;
    }
    int from = random.nextInt(text.length);
    int most = 1 << (1 + random.nextInt(9));
    return Arrays.copyOfRange(text, from, Math.min(text.length, from + 1 + random.nextInt(most)));
  }

  /** One pass over all texts; the strings are looked up by their first two bytes. */
  private void lookEverywhere(List<Question> questions) {
    List<List<Question>> byStart = new ArrayList<>();
    for (int i = 0; i < 1 << 16; i++) {
      byStart.add(null);
    }
    List<List<Question>> bySingle = new ArrayList<>();
    for (int i = 0; i < 256; i++) {
      bySingle.add(new ArrayList<>());
    }
    for (Question question : questions) {
      byte[] bytes = question.bytes;
      if (bytes.length == 1) {
        bySingle.get(bytes[0] & 0xFF).add(question);
      } else {
        int start = (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
        if (byStart.get(start) == null) {
          byStart.set(start, new ArrayList<>());
        }
        byStart.get(start).add(question);
      }
    }
    for (int d = 0; d < texts.size(); d++) {
      byte[] text = texts.get(d);
      for (int at = 0; at < text.length; at++) {
        for (Question question : bySingle.get(text[at] & 0xFF)) {
          found(question, d, at);
        }
        if (at + 1 < text.length) {
          List<Question> some = byStart.get((text[at] & 0xFF) << 8 | (text[at + 1] & 0xFF));
          if (some != null) {
            compare(some, d, text, at);
          }
        }
      }
    }
  }

  private void compare(List<Question> questions, int d, byte[] text, int at) {
    for (Question question : questions) {
      byte[] bytes = question.bytes;
      int end = at + bytes.length;
      if (end <= text.length && Arrays.equals(text, at, end, bytes, 0, bytes.length)) {
        found(question, d, at);
      }
    }
  }

  private void found(Question question, int d, int at) {
    question.count++;
    if (question.count <= LISTED) {
      question.places.add(documents.get(d).id() + " " + at);
    }
  }

  private void trace(List<Question> questions) throws IOException {
    Times times = new Times(questions.size());
    Times counting = new Times(questions.size());
    int wrong = 0;
    long listed = 0;
    try (TextTrace trace = TextTrace.open(release)) {
      trace.trace(new byte[] {'a'}, 0, plan);
      for (Question question : questions) {
        times.start();
        TextTrace.Trace found = trace.trace(question.bytes, LISTED, plan);
        times.stop();
        counting.start();
        long count = trace.trace(question.bytes, 0, plan).count();
        counting.stop();
        listed += found.matches().size();
        wrong += count == question.count && isRight(question, found) ? 0 : 1;
      }
    }
    boolean fine = wrong == 0 && times.cpu(0.99) < LIMIT_MILLIS;
    failed |= !fine;
    System.out.printf(
        Locale.ROOT,
        "trace  %,6d questions, %d wrong, %,d places listed; %s%s%n",
        times.count(),
        wrong,
        listed,
        times.told(),
        fine ? "" : "  FAILED");
    System.out.printf(
        Locale.ROOT,
        "count  %,6d questions; ms of CPU: p50 %.2f, p99 %.2f%n",
        counting.count(),
        counting.cpu(0.5),
        counting.cpu(0.99));
  }

  private boolean isRight(Question question, TextTrace.Trace found) throws IOException {
    List<String> places = new ArrayList<>();
    for (TextMatch match : found.matches()) {
      places.add(match.document().id() + " " + match.byteFrom());
      int d = numbers.get(match.document().id());
      int from = (int) match.byteFrom();
      byte[] text = texts.get(d);
      int end = from + question.bytes.length;
      if (end > text.length
          || !Arrays.equals(text, from, end, question.bytes, 0, question.bytes.length)
          || !areRight(match, tokens.get(d))) {
        return false;
      }
    }
    boolean all = question.count <= LISTED;
    return found.count() == question.count
        && places.size() == Math.min(LISTED, question.count)
        && places.stream().distinct().count() == places.size()
        && (!all || places.equals(question.places));
  }

  /** The occurrences are those of the document that read one of the match's tokens. */
  private boolean areRight(TextMatch match, int[] ids) throws IOException {
    List<Long> expected = new ArrayList<>();
    for (Occurrence whole : release.occurrences(match.document().id(), plan)) {
      long end = whole.documentFrom() + whole.to() - whole.from();
      if (whole.documentFrom() < match.tokenTo() && end > match.tokenFrom()) {
        expected.add(whole.position());
      }
    }
    List<Long> positions = match.occurrences().stream().map(Occurrence::position).toList();
    for (Occurrence occurrence : match.occurrences()) {
      int[] read = release.tokens(occurrence.position());
      for (int t = occurrence.from(); t < occurrence.to(); t++) {
        if (read[t] != ids[(int) occurrence.documentFrom() + t - occurrence.from()]) {
          return false;
        }
      }
    }
    return positions.equals(expected);
  }
}
