package org.estover.jobs.claim;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.estover.crawl.filter.Filter;
import org.estover.crawl.filter.Filters;
import org.estover.crawl.filter.Verdict;
import org.estover.dedupe.near.Jaccard;
import org.estover.dedupe.near.MinHash;
import org.estover.dedupe.near.NearConfig;
import org.estover.ledger.book.Allotment;
import org.estover.ledger.book.Money;
import org.estover.licensing.terms.agreement.Ratio;
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
  private final MinHash signatures = new MinHash.V1(NearConfig.DEFAULT);
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
        text.append(
            Integer.toString(100_000 + random.nextInt(1 << 20), 26).replaceAll("[0-9]", "e"));
      }
    }
    return text.toString();
  }

  /** The ways to earn more than one has written. */
  Map<String, Outcome> outcomes() {
    List<Page> others = honest.stream().filter(page -> !page.holder().equals(EVE)).toList();
    List<Page> own = honest.stream().filter(page -> page.holder().equals(EVE)).toList();
    Map<String, List<Page>> added = new TreeMap<>();
    added.put("1 nothing", List.of());
    added.put("2 copies of 100 pages of others", copies(others.subList(0, 100), text -> text));
    added.put(
        "3 the same with every 60th word another", copies(others.subList(0, 100), this::near));
    added.put("4 her own pages on 20 more sites each", mirrors(own, 20));
    added.put("5 each of her pages, 20 times over", copies(own, StuffingSimulation::often));
    added.put("6 one sentence 2,000 times", List.of(page(sentences(2000))));
    added.put("7 her pages as lists of marks", copies(own, text -> text.replaceAll("[a-z]", "#")));
    Map<String, Outcome> outcomes = new TreeMap<>();
    added.forEach((name, pages) -> outcomes.put(name, outcome(pages)));
    return outcomes;
  }

  /** What is not caught: one page of passages of ten others. */
  Outcome assembled() {
    List<String> texts =
        honest.stream()
            .filter(page -> !page.holder().equals(EVE))
            .map(Page::text)
            .limit(10)
            .toList();
    return outcome(List.of(page(String.join(" ", texts))));
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

  private String near(String text) {
    String[] words = text.split(" ", -1);
    for (int i = 30; i < words.length; i += 60) {
      words[i] = "other" + i;
    }
    return String.join(" ", words);
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

  private boolean passes(Page page) {
    return filters.stream().allMatch(filter -> filter.judge(page.text()) instanceof Verdict.Keep);
  }

  /** The first of every group of near duplicates, where her added pages come first. */
  private List<Page> survivors(List<Page> kept, List<TwinGroup> groups) {
    List<int[]> seen = new ArrayList<>();
    List<Page> survivors = new ArrayList<>();
    List<List<TwinGroup.Member>> members = new ArrayList<>();
    for (Page page : kept) {
      int[] signature = signatures.signature(page.text());
      int twin = twin(signature, seen);
      if (twin < 0) {
        seen.add(signature);
        survivors.add(page);
        members.add(new ArrayList<>());
        twin = survivors.size() - 1;
      }
      List<TwinGroup.Member> group = members.get(twin);
      String id = "doc_" + twin + "_" + group.size();
      group.add(new TwinGroup.Member(id, page.holder(), "2026-05-" + page.day()));
    }
    members.forEach(group -> groups.add(new TwinGroup(group.get(0).documentId(), group)));
    return survivors;
  }

  private static int twin(int[] signature, List<int[]> seen) {
    for (int i = 0; i < seen.size(); i++) {
      if (Jaccard.estimate(signature, seen.get(i)) >= NearConfig.DEFAULT.threshold()) {
        return i;
      }
    }
    return -1;
  }

  private Money earned(
      List<Page> survivors, List<TwinGroup> groups, TwinPolicy policy, boolean caps) {
    SortedMap<String, BigInteger> read = new TreeMap<>();
    Originality originality = new Originality(policy);
    for (int i = 0; i < survivors.size(); i++) {
      Page page = survivors.get(i);
      int[] tokens = tokenizer.encode(page.text());
      read.merge(page.holder(), BigInteger.valueOf(tokens.length), BigInteger::add);
      Repetition repetition =
          new Repetition("doc_" + i, page.holder(), tokens.length, Repetition.fresh(tokens));
      boolean capped = caps && repetition.counts();
      long earning = capped ? repetition.fresh() : repetition.tokens();
      if (capped) {
        originality.repeated(page.holder(), Ratio.of(tokens.length - earning, 1));
      }
      originality.add(groups.get(i), Ratio.of(earning, 1));
    }
    SortedMap<String, BigInteger> payees = originality.payees(read);
    List<String> names = new ArrayList<>(payees.keySet());
    List<Money> amounts = Allotment.split(POOL, List.copyOf(payees.values()));
    return amounts.get(names.indexOf(EVE));
  }
}
