package org.estover.tokenize.bpe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads tiktoken's rank files: a line {@code base64 SPACE rank} for each token, merges implied.
 *
 * <p>tiktoken merges any two neighbours that spell a token, lowest rank first. A token can only
 * come from the two that remain when its own bytes are merged by all lower ranks, so these are its
 * merge; where more remain, it is a token only as a whole piece. The file names no pattern and no
 * special tokens: {@link Encoding} tells them by the file's name.
 */
final class RankFile {
  /** Bytes of the largest file that is read; the largest known has 4 MB. */
  static final long LARGEST_FILE = 64L << 20;

  private static final int BYTE_VALUES = 256;

  /** What tiktoken knows of an encoding by its name. */
  private record Encoding(
      String word, PiecePattern pattern, int firstSpecial, List<String> specials) {
    private static final String END_OF_TEXT = "<|endoftext|>";
    private static final int END_OF_PROMPT = 100_276;
    private static final List<Encoding> ALL =
        List.of(
            new Encoding("gpt2", PiecePattern.GPT2, 50_256, List.of(END_OF_TEXT)),
            new Encoding("r50k_base", PiecePattern.GPT2, 50_256, List.of(END_OF_TEXT)),
            new Encoding("p50k_base", PiecePattern.GPT2, 50_256, List.of(END_OF_TEXT)),
            new Encoding(
                "cl100k_base",
                PiecePattern.CL100K,
                100_257,
                List.of(END_OF_TEXT, "<|fim_prefix|>", "<|fim_middle|>", "<|fim_suffix|>")));

    static Encoding of(String file) throws UnsupportedTokenizerException {
      for (Encoding encoding : ALL) {
        if (file.contains(encoding.word)) {
          return encoding;
        }
      }
      throw Errors.unknownEncoding(file);
    }

    /** The special tokens; a smaller vocabulary than the real one has an end of text only. */
    List<AddedToken> added(List<byte @Nullable []> tokens) {
      List<AddedToken> added = new ArrayList<>();
      if (tokens.size() < firstSpecial - 1) {
        added.add(new AddedToken(tokens.size(), specials.get(0), true, false));
        return added;
      }
      for (String special : specials) {
        added.add(new AddedToken(firstSpecial + added.size(), special, true, false));
      }
      if (pattern == PiecePattern.CL100K) {
        added.add(new AddedToken(END_OF_PROMPT, "<|endofprompt|>", true, false));
      }
      return added;
    }
  }

  private final String name;
  private final Encoding encoding;
  private final List<byte @Nullable []> tokens = new ArrayList<>();

  private RankFile(String name, Encoding encoding) {
    this.name = name;
    this.encoding = encoding;
  }

  /** The names that tell an encoding. */
  static String encodings() {
    return Encoding.ALL.stream().map(Encoding::word).collect(Collectors.joining(", "));
  }

  static Vocabulary read(String name, InputStream in) throws IOException {
    RankFile file = new RankFile(name, Encoding.of(name));
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
    long number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (!line.isEmpty()) {
        file.add(number, line);
      }
    }
    return file.vocabulary();
  }

  private void add(long lineNumber, String line) throws UnsupportedTokenizerException {
    try {
      int space = line.indexOf(' ');
      byte[] bytes = Base64.getDecoder().decode(line.substring(0, Math.max(space, 0)));
      int rank = Integer.parseInt(line.substring(space + 1));
      if (bytes.length > TokenizerJson.LONGEST_TOKEN) {
        throw Errors.unsupported(
            name,
            "line " + lineNumber,
            "at most " + TokenizerJson.LONGEST_TOKEN + " bytes",
            bytes.length + " bytes");
      }
      if (bytes.length == 0 || rank < tokens.size() || rank > tokens.size() + BYTE_VALUES) {
        throw Errors.rankLine(name, lineNumber, line);
      }
      while (tokens.size() < rank) {
        tokens.add(null);
      }
      tokens.add(bytes);
    } catch (IllegalArgumentException e) {
      throw Errors.rankLine(name, lineNumber, line);
    }
  }

  private Vocabulary vocabulary() throws UnsupportedTokenizerException {
    byte[] @Nullable [] bytesOf = new byte[tokens.size()][];
    int[] byteIds = new int[BYTE_VALUES];
    Arrays.fill(byteIds, -1);
    for (int id = 0; id < bytesOf.length; id++) {
      byte[] bytes = tokens.get(id);
      bytesOf[id] = bytes;
      if (bytes != null && bytes.length == 1) {
        byteIds[bytes[0] & 0xFF] = id;
      }
    }
    MergeRanks merges = merges(bytesOf, byteIds);
    return new Vocabulary(
        name,
        bytesOf,
        new PieceTable(bytesOf, true),
        merges,
        new Vocabulary.Rules(encoding.pattern, Normalization.NONE, true),
        added(bytesOf));
  }

  private List<AddedToken> added(byte[] @Nullable [] bytesOf) throws UnsupportedTokenizerException {
    List<AddedToken> added = encoding.added(tokens);
    for (AddedToken token : added) {
      if (token.id() < bytesOf.length && bytesOf[token.id()] != null) {
        throw Errors.unsupported(
            name, "rank " + token.id(), "none, the place of " + token.content(), "a token");
      }
    }
    return added;
  }

  private MergeRanks merges(byte[] @Nullable [] bytesOf, int[] byteIds)
      throws UnsupportedTokenizerException {
    for (int b = 0; b < BYTE_VALUES; b++) {
      if (byteIds[b] < 0) {
        throw Errors.unsupported(name, "tokens", "all 256 single bytes", "none for byte " + b);
      }
    }
    MergeRanks merges = new MergeRanks(bytesOf.length);
    PieceEncoder encoder = new PieceEncoder(byteIds, merges);
    TokenBuffer parts = new TokenBuffer();
    List<Integer> unmerged = new ArrayList<>();
    for (int id = 0; id < bytesOf.length; id++) {
      byte[] bytes = bytesOf[id];
      if (bytes == null) {
        continue;
      }
      checkPattern(id, bytes);
      parts.clear();
      encoder.encode(bytes, 0, bytes.length, parts);
      boolean isByte = bytes.length == 1 && parts.get(0) == id;
      if (!isByte && parts.size() == 1) {
        throw Errors.unsupported(
            name, "rank " + id, "bytes of their own", "those of rank " + parts.get(0));
      }
      if (parts.size() == 2) {
        merges.add(parts.get(0), parts.get(1), id);
      } else if (parts.size() > 2) {
        unmerged.add(id);
      }
    }
    for (int id : unmerged) {
      byte[] bytes = bytesOf(id);
      parts.clear();
      encoder.encode(bytes, 0, bytes.length, parts);
      if (parts.size() == 2) {
        // tiktoken would go on and merge these two, whose ranks are higher than the token's.
        throw Errors.unsupported(
            name,
            "rank " + id,
            "a token that lower ranks make, or none",
            "one that ranks " + parts.get(0) + " and " + parts.get(1) + " make");
      }
    }
    return merges;
  }

  private byte[] bytesOf(int id) {
    byte[] bytes = tokens.get(id);
    if (bytes == null) {
      throw new IllegalStateException("no token has rank " + id);
    }
    return bytes;
  }

  /** A token that GPT-2's pattern would cut shows that the file is another's. */
  private void checkPattern(int id, byte[] bytes) throws UnsupportedTokenizerException {
    if (encoding.pattern != PiecePattern.GPT2 || !Utf8.isValid(bytes, 0, bytes.length)) {
      return;
    }
    byte[] padded = Arrays.copyOf(bytes, bytes.length + Utf8Text.PADDING);
    if (encoding.pattern.scanner().pieceEnd(padded, 0, bytes.length) != bytes.length) {
      throw Errors.foreignPattern(name, id, new String(bytes, StandardCharsets.UTF_8));
    }
  }
}
