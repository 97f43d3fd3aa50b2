package org.estover.jobs.claim;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.estover.crawl.filter.Filter;
import org.estover.crawl.filter.Filters;
import org.estover.crawl.filter.Verdict;
import org.estover.dedupe.near.Jaccard;
import org.estover.dedupe.near.NearConfig;
import org.estover.dedupe.near.Shingles;
import org.estover.ledger.book.Allotment;
import org.estover.ledger.book.Money;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.deed.FreshTokens;
import org.estover.licensing.terms.deed.Originality;
import org.estover.licensing.terms.deed.Repetition;
import org.estover.licensing.terms.deed.TwinGroup;
import org.estover.licensing.terms.deed.TwinPolicy;
import org.estover.tokenize.bpe.Tokenizer;

/**
 * What a rights holder earns who publishes more pages than she wrote, beside twenty who do not.
 *
 * <p>Every text goes through the corridor's own filter, duplicate search and tokenizer, is trained
 * on once, and is paid for by the trust's own rules out of 10,000.00. Of duplicates always her copy
 * survives, which is the worst case for those who were first.
 */
final class StuffingSimulation {
  static final String EVE = "Eve";

  private static final Money POOL = Money.of(10_000_00, "USD");
  private static final int AUTHORS = 20;
  private static final int PAGES = 10;
  private static final int WORDS = 300;
  private static final List<String> SMALL_WORDS =
      List.of("the", "be", "to", "of", "and", "that", "have", "with");

  /** A page, and the day on which it was captured. */
  record Page(String holder, String text, int day) {}

  /** What came of it: pages that were trained on, and what she earns with and without the rules. */
  record Outcome(int added, int survived, Money earned, Money unruled) {}

  private final Tokenizer tokenizer = Tokenizer.gpt2();
  private final Shingles shingles = new Shingles(NearConfig.DEFAULT.shingleWords());
  private final List<Filter> filters = Filters.profile("gopher-quality");
  private final List<Page> honest = new ArrayList<>();

  StuffingSimulation() {
    SplittableRandom random = new SplittableRandom(2026);
    for (int author = 0; author <= AUTHORS; author++) {
      String name = author == 0 ? EVE : "Author " + author;
      for (int page = 0; page < PAGES; page++) {
        honest.add(new Page(name, text(random, WORDS), 10 + page));
      }
    }
  }

  /** Words of a made-up language with the small words of English between them. */
  private static String text(SplittableRandom random, int words) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      text.append(i == 0 ? "" : " ");
      if (i % 4 == 1) {
        text.append(SMALL_WORDS.get(random.nextInt(SMALL_WORDS.size())));
      } else {
        text.append(word(random));
      }
    }
    return text.toString();
  }

  private static String word(SplittableRandom random) {
    return Integer.toString(100_000 + random.nextInt(1 << 20), 26).replaceAll("[0-9]", "e");
  }

  /** The ways to earn more than one has written. */
  Map<String, Outcome> outcomes() {
    List<Page> copied = others().subList(0, 100);
    Map<String, List<Page>> added = new LinkedHashMap<>();
    added.put("nothing", List.of());
    added.put("copies of 100 pages of others", copies(copied, text -> text));
    added.put("the same with every 60th word another", copies(copied, text -> changed(text, 60)));
    added.put("the same with every 15th word another", copies(copied, text -> changed(text, 15)));
    added.put("the same with every 10th word another", copies(copied, text -> changed(text, 10)));
    added.put("copies of 100 pages, each 20 times over", copies(copied, StuffingSimulation::often));
    added.put("10 pages of passages of 10 pages each", patchworks(copied));
    added.put("one page of 10 copied pages", List.of(page(joined(copied.subList(0, 10)))));
    added.put("her own pages on 20 more sites each", mirrors(own(), 20));
    added.put("each of her pages, 20 times over", copies(own(), StuffingSimulation::often));
    added.put("one sentence 2,000 times", List.of(page(sentences(2000))));
    added.put("her pages as lists of marks", copies(own(), text -> text.replaceAll("[a-z]", "#")));
    return outcomes(added);
  }

  /** What brings more than honesty, and cannot be told from it. */
  Map<String, Outcome> notCaught() {
    List<Page> copied = others().subList(0, 100);
    Map<String, List<Page>> added = new LinkedHashMap<>();
    added.put(
        "100 pages of others with every 8th word another", copies(copied, t -> changed(t, 8)));
    added.put("the same with every 6th word another", copies(copied, t -> changed(t, 6)));
    added.put("the same with every 4th word another", copies(copied, t -> changed(t, 4)));
    added.put("the same with every 60th word left out", copies(copied, t -> shortened(t, 60)));
    added.put(
        "100 pages of others, captured before them",
        copied.stream().map(page -> new Page(EVE, page.text(), 1)).toList());
    added.put("100 new pages that say nothing", noise());
    return outcomes(added);
  }

  private Map<String, Outcome> outcomes(Map<String, List<Page>> added) {
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    added.forEach((name, pages) -> outcomes.put(name, outcome(pages)));
    return outcomes;
  }

  private List<Page> others() {
    return honest.stream().filter(page -> !page.holder().equals(EVE)).toList();
  }

  private List<Page> own() {
    return honest.stream().filter(page -> page.holder().equals(EVE)).toList();
  }

  private interface Rewriting {
    String of(String text);
  }

  private static List<Page> copies(List<Page> pages, Rewriting rewriting) {
    return pages.stream().map(page -> page(rewriting.of(page.text()))).toList();
  }

  private static Page page(String text) {
    return new Page(EVE, text, 30);
  }

  /** Every nth word is another one, of as many tokens. */
  private String changed(String text, int nth) {
    SplittableRandom random = new SplittableRandom(text.hashCode());
    String[] words = text.split(" ", -1);
    for (int i = nth / 2; i < words.length; i += nth) {
      words[i] = another(random, words[i]);
    }
    return String.join(" ", words);
  }

  private String another(SplittableRandom random, String word) {
    boolean small = SMALL_WORDS.contains(word);
    while (true) {
      String other = small ? SMALL_WORDS.get(random.nextInt(SMALL_WORDS.size())) : word(random);
      if (!other.equals(word) && size(other) == size(word)) {
        return other;
      }
    }
  }

  private int size(String word) {
    return tokenizer.encode(" " + word).length;
  }

  private static String shortened(String text, int nth) {
    List<String> words = new ArrayList<>();
    String[] all = text.split(" ", -1);
    for (int i = 0; i < all.length; i++) {
      if (i % nth != nth / 2) {
        words.add(all[i]);
      }
    }
    return String.join(" ", words);
  }

  /** Page i has the ith tenth of each of ten pages. */
  private static List<Page> patchworks(List<Page> pages) {
    List<Page> patchworks = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      List<String> passages = new ArrayList<>();
      for (int k = 0; k < 10; k++) {
        String[] words = pages.get(10 * k + i).text().split(" ", -1);
        int tenth = words.length / 10;
        passages.add(String.join(" ", Arrays.asList(words).subList(i * tenth, (i + 1) * tenth)));
      }
      patchworks.add(page(String.join(" ", passages)));
    }
    return patchworks;
  }

  private static String joined(List<Page> pages) {
    return pages.stream().map(Page::text).collect(Collectors.joining(" "));
  }

  private static List<Page> noise() {
    SplittableRandom random = new SplittableRandom(4);
    return Stream.generate(() -> page(text(random, WORDS))).limit(100).toList();
  }

  private static List<Page> mirrors(List<Page> own, int sites) {
    List<Page> mirrors = new ArrayList<>();
    for (int i = 0; i < sites; i++) {
      mirrors.addAll(copies(own, text -> text));
    }
    return mirrors;
  }

  private static String often(String text) {
    return (text + " ").repeat(20).strip();
  }

  private static String sentences(int times) {
    return "to have and to be with the best of all that is there. ".repeat(times).strip();
  }

  private Outcome outcome(List<Page> added) {
    List<Page> kept = new ArrayList<>(added);
    kept.addAll(honest);
    kept.removeIf(page -> !passes(page));
    List<TwinGroup> groups = new ArrayList<>();
    List<Page> survivors = survivors(kept, groups);
    return new Outcome(
        added.size(),
        (int) survivors.stream().filter(page -> page.holder().equals(EVE)).count(),
        earned(survivors, groups, TwinPolicy.FIRST_EVIDENCED_CAPTURE, true),
        earned(survivors, groups, TwinPolicy.SURVIVOR, false));
  }

  /** Tokens of honest pages that earn nothing, where every second author quotes the one before. */
  long lostByQuotes() {
    List<Page> pages = new ArrayList<>(honest);
    for (int i = PAGES; i < honest.size(); i++) {
      if (i / PAGES % 2 == 1) {
        Page page = honest.get(i);
        String[] quoted = honest.get(i - PAGES).text().split(" ", -1);
        String quote = String.join(" ", Arrays.asList(quoted).subList(100, 112));
        pages.set(i, new Page(page.holder(), page.text() + " " + quote, page.day() + 1));
      }
    }
    List<TwinGroup> groups = new ArrayList<>();
    List<Page> survivors = survivors(pages, groups);
    return repetitions(survivors, groups).stream()
        .filter(Repetition::counts)
        .mapToLong(each -> each.tokens() - each.fresh())
        .sum();
  }

  private boolean passes(Page page) {
    return filters.stream().allMatch(filter -> filter.judge(page.text()) instanceof Verdict.Keep);
  }

  /** The first of every group of near duplicates, where her added pages come first. */
  private List<Page> survivors(List<Page> kept, List<TwinGroup> groups) {
    List<long[]> seen = new ArrayList<>();
    List<Page> survivors = new ArrayList<>();
    List<List<TwinGroup.Member>> members = new ArrayList<>();
    for (Page page : kept) {
      long[] set = shingles.of(page.text());
      int twin = twin(set, seen);
      if (twin < 0) {
        seen.add(set);
        survivors.add(page);
        members.add(new ArrayList<>());
        twin = survivors.size() - 1;
      }
      List<TwinGroup.Member> group = members.get(twin);
      String id = "doc_" + twin + "_" + group.size();
      group.add(
          new TwinGroup.Member(
              id, page.holder(), String.format(Locale.ROOT, "2026-05-%02d", page.day())));
    }
    members.forEach(group -> groups.add(new TwinGroup(group.get(0).documentId(), group)));
    return survivors;
  }

  private static int twin(long[] set, List<long[]> seen) {
    for (int i = 0; i < seen.size(); i++) {
      if (Jaccard.exact(set, seen.get(i)) >= NearConfig.DEFAULT.threshold()) {
        return i;
      }
    }
    return -1;
  }

  private Money earned(
      List<Page> survivors, List<TwinGroup> groups, TwinPolicy policy, boolean caps) {
    SortedMap<String, BigInteger> read = new TreeMap<>();
    Originality originality = new Originality(policy);
    List<Repetition> repetitions = repetitions(survivors, groups);
    for (int i = 0; i < survivors.size(); i++) {
      Repetition repetition = repetitions.get(i);
      String holder = repetition.holder();
      read.merge(holder, BigInteger.valueOf(repetition.tokens()), BigInteger::add);
      boolean capped = caps && repetition.counts();
      long earning = capped ? repetition.fresh() : repetition.tokens();
      if (capped) {
        originality.repeated(holder, Ratio.of(repetition.tokens() - earning, 1));
      }
      originality.add(groups.get(i), Ratio.of(earning, 1));
    }
    SortedMap<String, BigInteger> payees = originality.payees(read);
    List<String> names = new ArrayList<>(payees.keySet());
    List<Money> amounts = Allotment.split(POOL, List.copyOf(payees.values()));
    return names.contains(EVE) ? amounts.get(names.indexOf(EVE)) : Money.zero("USD");
  }

  /** What survivors say again, one after the other by their age. */
  private List<Repetition> repetitions(List<Page> survivors, List<TwinGroup> groups) {
    List<Integer> byAge =
        IntStream.range(0, survivors.size())
            .boxed()
            .sorted(
                Comparator.comparing((Integer i) -> captured(groups.get(i)))
                    .thenComparing(i -> groups.get(i).survivor()))
            .toList();
    Set<Long> said = new HashSet<>();
    Repetition[] repetitions = new Repetition[survivors.size()];
    for (int i : byAge) {
      TwinGroup group = groups.get(i);
      String holder = survivors.get(i).holder();
      int[] tokens = tokenizer.encode(survivors.get(i).text());
      FreshTokens fresh = new FreshTokens(tokens);
      List<Long> runs = new ArrayList<>();
      for (int at = 0; at < FreshTokens.runs(tokens); at++) {
        long run = FreshTokens.run(tokens, at);
        runs.add(run);
        if (said.contains(run)) {
          fresh.copied(at);
        }
      }
      said.addAll(runs);
      boolean anothers = !TwinPolicy.FIRST_EVIDENCED_CAPTURE.credit(group).containsKey(holder);
      repetitions[i] =
          new Repetition(group.survivor(), holder, tokens.length, fresh.earning(anothers));
    }
    return List.of(repetitions);
  }

  /** When a text was captured first. */
  private static String captured(TwinGroup group) {
    return group.members().stream()
        .map(TwinGroup.Member::captured)
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }
}
