package org.estover.crawl.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Writes a dump with the shape of Wikipedia's, from a seed: {@code DumpShape FILE BYTES HUGE}.
 * Sizes of pages are spread as there, with templates, references, links, lists and tables in
 * between; three of ten are redirects or no articles, and one has HUGE bytes.
 */
final class DumpShape {
  private static final int SENTENCES = 3_000;

  private final SplittableRandom random = new SplittableRandom(11);
  private final List<String> words = new ArrayList<>();
  private final List<String> sentences = new ArrayList<>();

  private DumpShape() {
    for (int i = 0; i < 8_000; i++) {
      StringBuilder word = new StringBuilder();
      for (int letters = 2 + random.nextInt(9); letters > 0; letters--) {
        word.append((char) ('a' + random.nextInt(26)));
      }
      words.add(i % 50 == 0 ? word + "é" : word.toString());
    }
    for (int i = 0; i < SENTENCES; i++) {
      sentences.add(sentence());
    }
  }

  /** What a dump holds. */
  record Count(int articles, int others) {}

  public static void main(String[] args) throws IOException {
    Count count = write(Path.of(args[0]), Long.parseLong(args[1]), Integer.parseInt(args[2]));
    System.out.println(count.articles() + " articles, " + count.others() + " others");
  }

  static Count write(Path file, long bytes, int huge) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      return new DumpShape().write(out, bytes, huge);
    }
  }

  private Count write(OutputStream out, long bytes, int huge) throws IOException {
    out.write(
        ("<mediawiki xml:lang=\"en\"><siteinfo><sitename>Wikipedia</sitename>"
                + "<base>https://en.wikipedia.org/wiki/Main_Page</base></siteinfo>\n")
            .getBytes(UTF_8));
    int articles = 0;
    int others = 0;
    long written = 0;
    for (int id = 1; written < bytes || id < 4; id++) {
      boolean other = id != 2 && random.nextInt(10) < 3;
      // A tenth of all pages holds half of all bytes, as there.
      int size = id == 2 ? huge : (int) Math.exp(6.5 + 1.3 * (gauss() + 1.2));
      byte[] page = page(id, other, Math.min(size, Math.max(huge, 1 << 10))).getBytes(UTF_8);
      out.write(page);
      written += page.length;
      articles += other ? 0 : 1;
      others += other ? 1 : 0;
    }
    out.write("</mediawiki>\n".getBytes(UTF_8));
    return new Count(articles, others);
  }

  private double gauss() {
    double sum = 0;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum - 6;
  }

  private String page(int id, boolean other, int size) {
    boolean redirect = other && random.nextBoolean();
    StringBuilder page = new StringBuilder(size + 1_000);
    page.append("  <page>\n    <title>").append(word()).append(' ').append(id).append("</title>\n");
    page.append("    <ns>").append(other && !redirect ? 1 : 0).append("</ns>\n    <id>").append(id);
    page.append("</id>\n").append(redirect ? "    <redirect title=\"x\" />\n" : "");
    page.append("    <revision>\n      <id>1").append(id).append("</id>\n");
    page.append("      <timestamp>2026-01-01T00:00:00Z</timestamp>\n      <text>");
    if (!other) {
      article(page, size);
    } else {
      page.append(redirect ? "#REDIRECT [[x]]" : sentences.get(random.nextInt(SENTENCES)));
    }
    return page.append("</text>\n    </revision>\n  </page>\n").toString();
  }

  private void article(StringBuilder page, int size) {
    int end = page.length() + size;
    page.append("{{Infobox thing\n");
    for (int i = 0; i < 12; i++) {
      page.append("| ").append(word()).append(" = {{unit|").append(word()).append("}} [[");
      page.append(word()).append("]]\n");
    }
    page.append("}}\n'''").append(word()).append("''' ");
    while (page.length() < end) {
      switch (random.nextInt(12)) {
        case 0 -> page.append("\n\n== ").append(word()).append(" ==\n");
        case 1 -> list(page);
        case 2 -> table(page);
        case 3 ->
            page.append("[[File:")
                .append(word())
                .append(".jpg|thumb|")
                .append(sentences.get(0))
                .append("]]\n");
        default -> {
          for (int i = 0; i < 6; i++) {
            page.append(sentences.get(random.nextInt(SENTENCES)));
          }
          page.append("\n\n");
        }
      }
    }
    page.append("\n[[Category:").append(word()).append("]]\n");
  }

  private void list(StringBuilder page) {
    page.append('\n');
    for (int i = 0; i < 6; i++) {
      page.append("* ").append(sentences.get(random.nextInt(SENTENCES))).append('\n');
    }
  }

  private void table(StringBuilder page) {
    page.append("\n{| class=\"wikitable\"\n! a !! b !! c\n");
    for (int i = 0; i < 8; i++) {
      page.append("|-\n| [[").append(word()).append("]] || style=\"x\" | ").append(word());
      page.append(" || ").append(random.nextInt(9_999)).append('\n');
    }
    page.append("|}\n");
  }

  private String sentence() {
    StringBuilder sentence = new StringBuilder("The ");
    for (int i = 8 + random.nextInt(16); i > 0; i--) {
      String word = word();
      sentence.append(
          switch (random.nextInt(14)) {
            case 0 -> "[[" + word + "]]";
            case 1 -> "[[" + word + " " + word() + "|" + word + "]]";
            case 2 -> "''" + word + "''";
            default -> word;
          });
      sentence.append(' ');
    }
    sentence.setCharAt(sentence.length() - 1, '.');
    if (random.nextInt(3) == 0) {
      sentence.append("&lt;ref name=\"a\"&gt;{{cite web |url=http://").append(word());
      sentence.append(".test |title=").append(word()).append("}}&lt;/ref&gt;");
    }
    return sentence.append(' ').toString();
  }

  private String word() {
    // Small numbers far more often than large ones.
    double share = random.nextDouble();
    return words.get((int) (share * share * share * words.size()));
  }
}
