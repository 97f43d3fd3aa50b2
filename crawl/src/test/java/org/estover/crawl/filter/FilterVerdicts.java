package org.estover.crawl.filter;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Writes what the filters of the profile {@code datatrove} say of documents, for {@code
 * infra/checks/filters}.
 *
 * <p>Standard input: lines of an id, a tab and a text as a JSON string without its quotation marks.
 * Standard output: per document its id; the reasons for which Gopher's repetition and quality, C4
 * and FineWeb drop it; what C4 leaves of it; the chain's rule and reason; what the chain leaves.
 * With the name of another profile as an argument: per document its id and the reason.
 */
public final class FilterVerdicts {
  private static final List<Filter> FILTERS = Filters.profile("datatrove");
  private static final List<String> NAMES =
      List.of("gopher-repetition", "gopher-quality", "c4-quality", "fineweb-quality");

  private FilterVerdicts() {}

  /** Reads and writes until the input ends. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length > 0) {
      judge(FilterChain.of(arguments[0]));
      return;
    }
    FilterChain chain = FilterChain.of("datatrove");
    List<FilterChain> each = FILTERS.stream().map(one -> new FilterChain(List.of(one))).toList();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    BufferedWriter out =
        new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      int tab = line.indexOf('\t');
      String text = unescaped(line.substring(tab + 1));
      StringBuilder row = new StringBuilder(line.substring(0, tab));
      for (int i = 0; i < each.size(); i++) {
        Verdict verdict = each.get(i).judge(text);
        row.append('\t').append(reason(verdict));
        if (NAMES.get(i).equals("c4-quality")) {
          row.append('\t').append(left(verdict, text));
        }
      }
      Verdict verdict = chain.judge(text);
      row.append('\t');
      if (verdict instanceof Verdict.Drop drop) {
        int rule = FILTERS.stream().map(Filter::name).toList().indexOf(drop.rule());
        row.append(NAMES.get(rule)).append(' ').append(drop.reason());
      }
      out.append(row).append('\t').append(left(verdict, text)).append('\n');
    }
    out.flush();
  }

  private static void judge(FilterChain chain) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    BufferedWriter out =
        new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      int tab = line.indexOf('\t');
      String reason = reason(chain.judge(unescaped(line.substring(tab + 1))));
      out.append(line, 0, tab).append('\t').append(reason).append('\n');
    }
    out.flush();
  }

  private static String reason(Verdict verdict) {
    return verdict instanceof Verdict.Drop drop ? drop.reason() : "";
  }

  private static String left(Verdict verdict, String text) {
    if (verdict instanceof Verdict.Keep keep) {
      String left = keep.left() == null ? text : keep.left();
      try {
        byte[] digest =
            MessageDigest.getInstance("SHA-256").digest(left.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, 8);
      } catch (NoSuchAlgorithmException e) {
        throw new AssertionError(e);
      }
    }
    return "";
  }

  /** A JSON string without its quotation marks as the text that it stands for. */
  static String unescaped(String json) {
    StringBuilder text = new StringBuilder(json.length());
    for (int at = 0; at < json.length(); at++) {
      char c = json.charAt(at);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      char escaped = json.charAt(++at);
      switch (escaped) {
        case 'n' -> text.append('\n');
        case 'r' -> text.append('\r');
        case 't' -> text.append('\t');
        case 'b' -> text.append('\b');
        case 'f' -> text.append('\f');
        case 'u' -> {
          text.append((char) Integer.parseInt(json, at + 1, at + 5, 16));
          at += 4;
        }
        default -> text.append(escaped);
      }
    }
    return text.toString();
  }
}
