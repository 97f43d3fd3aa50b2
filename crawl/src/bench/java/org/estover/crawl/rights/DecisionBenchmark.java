package org.estover.crawl.rights;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Decisions about pages whose sites' files are parsed: each takes the page's URL, looks it up in
 * robots.txt, tdmrep.json and an RSL document, adds what header and markup said, and resolves all
 * to the verdict for training.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
public class DecisionBenchmark {
  private static final int SITES = 64;
  private static final int PAGES = 16_384;
  private static final int ROUNDS = 64;

  /** Rules of the robots.txt of each site, or a mix of 1, 20 and 500. */
  @Param({"1", "20", "500", "mix"})
  public String rules;

  private final List<Site> sites = new ArrayList<>();
  private final List<Page> pages = new ArrayList<>();

  /** A site with its files. */
  private record Site(RobotsFile robots, TdmRepFile reservations, RslDocument license) {}

  /** A page with what it declares itself. */
  private record Page(String url, Site site, List<RightsSignal> own) {}

  /** CPU time and decisions of a pass. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Decisions {
    /** CPU time of the thread. */
    public long cpuNanos;

    /** Pages decided. */
    public long decisions;

    /** Pages denied, so that nothing is left out. */
    public long denied;
  }

  /** Makes sites and pages. */
  @Setup(Level.Trial)
  public void make() {
    ParsedFiles files = new ParsedFiles("estover", 64L << 20);
    int[] mix = {1, 20, 20, 500};
    for (int i = 0; i < SITES; i++) {
      int count = rules.equals("mix") ? mix[i % mix.length] : Integer.parseInt(rules);
      sites.add(
          new Site(
              files.robots(200, robots(i, count)),
              files.reservations(i % 4 == 1 ? 200 : 404, tdmrep()),
              files.license(rsl(i))));
    }
    for (int i = 0; i < PAGES; i++) {
      Site site = sites.get(i * 31 % SITES);
      String url =
          "https://site" + i * 31 % SITES + ".test/section" + i % 40 + "/2026/11/article-" + i;
      pages.add(new Page(i % 3 == 0 ? url + "?page=" + i % 7 : url, site, own(i)));
    }
  }

  private static byte[] robots(int site, int count) {
    StringBuilder text = new StringBuilder();
    text.append("User-agent: GPTBot\nUser-agent: CCBot\nDisallow: /\n\nUser-agent: *\n");
    if (site % 2 == 0) {
      text.append("Content-Signal: search=yes, ai-train=no\n");
    } else if (site % 5 == 0) {
      text.append("Content-Usage: train-ai=n\n");
    }
    for (int i = 0; i < count; i++) {
      switch (i % 10) {
        case 3 -> text.append("Disallow: /*/print-" + i + "\n");
        case 6 -> text.append("Disallow: /*?sort" + i + "=\n");
        case 8 -> text.append("Allow: /section" + i % 40 + "/2026/\n");
        case 9 -> text.append("Disallow: /files/" + i + "*.pdf$\n");
        default -> text.append("Disallow: /section" + i % 40 + "/private" + i + "/\n");
      }
    }
    return text.toString().getBytes(UTF_8);
  }

  private static byte[] tdmrep() {
    return ("[{\"location\": \"/open/\", \"tdm-reservation\": 0},"
            + "{\"location\": \"/\", \"tdm-reservation\": 1}]")
        .getBytes(UTF_8);
  }

  private static byte[] rsl(int site) {
    String license =
        site % 3 == 0
            ? "<permits>all</permits>"
            : "<permits>ai-train</permits><payment type=\"training\"/>";
    return ("<rsl xmlns=\"https://rslstandard.org/rsl\"><content url=\"/\"><license>"
            + license
            + "</license></content></rsl>")
        .getBytes(UTF_8);
  }

  private static List<RightsSignal> own(int page) {
    if (page % 5 == 0) {
      return HeaderSignals.read(
              List.of(Map.entry("X-Robots-Tag", "noai"), Map.entry("Content-Usage", "train-ai=n")),
              "estover",
              link -> link)
          .signals();
    }
    return page % 5 == 1
        ? List.of(new LicenseLink("anchor", "https://mit.test/", "MIT"))
        : List.of();
  }

  /** Decides with all look-ups. */
  @Benchmark
  public long decide(Decisions counted) {
    return run(counted, true);
  }

  /** Resolves signals that are in hand, robots.txt look-up included. */
  @Benchmark
  public long resolve(Decisions counted) {
    return run(counted, false);
  }

  private long run(Decisions counted, boolean everything) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    List<RightsSignal> signals = new ArrayList<>();
    long denied = 0;
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < PAGES; i++) {
        Page page = pages.get(i);
        signals.clear();
        signals.addAll(page.site.robots.declarations(page.url).signals());
        if (everything) {
          page.site.reservations.reservation(page.url).ifPresent(signals::add);
          if ((i & 3) == 0) {
            signals.add(page.site.license.license("header", "https://l.test/l.xml", page.url));
          }
        }
        signals.addAll(page.own);
        denied += Resolution.standing(signals, Use.AI_TRAIN) == Standing.DENIED ? 1 : 0;
      }
    }
    counted.cpuNanos += threads.getCurrentThreadCpuTime() - start;
    counted.decisions += (long) ROUNDS * PAGES;
    counted.denied += denied;
    return denied;
  }
}
