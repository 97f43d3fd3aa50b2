package org.estover.tokenize.bpe.reference;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * tiktoken's definition of BPE, word for word: a piece that has a rank is that token; else any two
 * neighbours that spell a token are merged, lowest rank first, then leftmost.
 */
public final class LiteralBpe {
  private final Map<String, Integer> ranks = new HashMap<>();
  private final LiteralPieces pieces;

  /** Reads the rank file that jtokkit brings. */
  public LiteralBpe(String encoding, String regex) throws IOException {
    pieces = new LiteralPieces(regex);
    String resource = "/com/knuddels/jtokkit/" + encoding + ".tiktoken";
    try (InputStream in = requireNonNull(LiteralBpe.class.getResourceAsStream(resource));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split(" ", -1);
        byte[] bytes = Base64.getDecoder().decode(parts[0]);
        ranks.put(new String(bytes, StandardCharsets.ISO_8859_1), Integer.valueOf(parts[1]));
      }
    }
  }

  /** The tokens of text that is nothing but text. */
  public List<Integer> encode(String text) {
    List<Integer> tokens = new ArrayList<>();
    for (String piece : pieces.pieces(text)) {
      byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
      tokens.addAll(piece(new String(bytes, StandardCharsets.ISO_8859_1)));
    }
    return tokens;
  }

  private List<Integer> piece(String piece) {
    Integer whole = ranks.get(piece);
    if (whole != null) {
      return List.of(whole);
    }
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < piece.length(); i++) {
      parts.add(piece.substring(i, i + 1));
    }
    while (true) {
      int best = -1;
      int bestRank = Integer.MAX_VALUE;
      for (int i = 0; i + 1 < parts.size(); i++) {
        int rank = ranks.getOrDefault(parts.get(i) + parts.get(i + 1), Integer.MAX_VALUE);
        if (rank < bestRank) {
          best = i;
          bestRank = rank;
        }
      }
      if (best < 0) {
        return parts.stream().map(part -> requireNonNull(ranks.get(part))).toList();
      }
      parts.set(best, parts.get(best) + parts.remove(best + 1));
    }
  }
}
