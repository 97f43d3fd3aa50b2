import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.estover.dedupe.exact.BloomSize;
import org.estover.dedupe.exact.ContentKey;
import org.estover.dedupe.exact.FirstParagraphs;
import org.estover.dedupe.exact.ParagraphBloom;
import org.estover.dedupe.exact.Paragraphs;
import org.estover.dedupe.near.NearClusters;
import org.estover.dedupe.near.NearConfig;
import org.estover.dedupe.near.NearDuplicates;
import org.estover.dedupe.near.SurvivorKey;

/**
 * Deduplicates texts that are made to be slow, and prints CPU seconds of the thread and what would
 * go. usage: STEP KIND SIZE, where STEP is near, content, lines or bloom, KIND a corpus and SIZE
 * its documents, or its bytes where it is one document.
 */
final class HostileTexts {
  private static final long SEED = 11;

  private HostileTexts() {}

  public static void main(String[] arguments) {
    String step = arguments[0];
    String kind = arguments[1];
    int size = Integer.parseInt(arguments[2]);
    IntFunction<String> texts = texts(kind, size);
    int documents = kind.startsWith("one-") ? 1 : size;
    long started = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    long found =
        switch (step) {
          case "near" -> near(texts, documents, kind.equals("colliding"));
          case "content" -> content(texts, documents);
          case "lines" -> lines(texts, documents);
          case "bloom" -> bloom(texts, documents);
          default -> throw new IllegalArgumentException(step);
        };
    long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - started;
    System.out.printf(Locale.ROOT, "%s %s %d %.2f %d%n", step, kind, size, nanos / 1e9, found);
  }

  /** The documents of a corpus; each call gives the same. */
  private static IntFunction<String> texts(String kind, int size) {
    String page = words(new SplittableRandom(SEED), 60);
    return switch (kind) {
      case "identical" -> document -> page;
      // Case, numbers and punctuation are what folding drops.
      case "folded" -> document -> page + " " + document + "!".repeat(document % 7);
      case "repeated-character" -> document -> "a".repeat(200 + document % 100);
      case "repeated-word" -> document -> "a ".repeat(100 + document % 100);
      case "repeated-line" -> document -> "\n".repeat(50) + "line\n".repeat(50);
      case "colliding" -> document -> words(new SplittableRandom(document), 100);
      // Two thirds are the same in all: alike enough to share bands, not to be duplicates.
      case "template" -> document -> page + " " + words(new SplittableRandom(document), 30);
      case "one-text" -> {
        String text = page(size, words(new SplittableRandom(SEED), 100_000));
        yield document -> text;
      }
      case "one-character" -> {
        String text = "a".repeat(size);
        yield document -> text;
      }
      case "one-of-line-feeds" -> {
        String text = "\n".repeat(size);
        yield document -> text;
      }
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private static String page(int size, String piece) {
    StringBuilder text = new StringBuilder(size);
    while (text.length() < size) {
      text.append(piece, 0, Math.min(piece.length(), size - text.length()));
    }
    return text.toString();
  }

  private static String words(SplittableRandom random, int count) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < count; i++) {
      for (int letter = 0; letter < 5; letter++) {
        words.append((char) ('a' + random.nextInt(26)));
      }
      words.append(i % 20 == 19 ? '\n' : ' ');
    }
    return words.toString();
  }

  /** Colliding texts are given the same key in every band, which no text of theirs has. */
  private static long near(IntFunction<String> texts, int documents, boolean colliding) {
    NearDuplicates near = new NearDuplicates(NearConfig.DEFAULT);
    long[] keys = new long[NearConfig.DEFAULT.bands()];
    for (int i = 0; i < documents; i++) {
      SurvivorKey key = new SurvivorKey(1, SEED, i);
      if (colliding) {
        near.add(key, i + 1L, keys);
      } else {
        near.add(key, texts.apply(i));
      }
    }
    NearClusters clusters = near.find(texts);
    long gone = 0;
    for (int i = 0; i < documents; i++) {
      gone += clusters.isDuplicate(i) ? 1 : 0;
    }
    return gone;
  }

  private static long content(IntFunction<String> texts, int documents) {
    Set<ContentKey> keys = new HashSet<>();
    for (int i = 0; i < documents; i++) {
      keys.add(ContentKey.of(texts.apply(i)));
    }
    return documents - keys.size();
  }

  private static long lines(IntFunction<String> texts, int documents) {
    FirstParagraphs first = new FirstParagraphs(1);
    long gone = 0;
    for (int i = 0; i < documents; i++) {
      first.offer(i, texts.apply(i));
      gone += first.cuts(i, texts.apply(i)).removed();
    }
    return gone;
  }

  private static long bloom(IntFunction<String> texts, int documents) {
    Paragraphs paragraphs = new Paragraphs(1);
    long count = 0;
    for (int i = 0; i < documents; i++) {
      count += paragraphs.count(texts.apply(i));
    }
    ParagraphBloom bloom = new ParagraphBloom(BloomSize.of(count, 1e-5));
    long gone = 0;
    for (int i = 0; i < documents; i++) {
      gone += bloom.cuts(texts.apply(i), paragraphs).removed();
    }
    return gone;
  }
}
