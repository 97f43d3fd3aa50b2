package org.estover.tokenize.bpe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads tiktoken's rank files: a line {@code base64 SPACE rank} for each token, merges implied.
 *
 * <p>A token's merge is found by encoding its bytes with all merges of lower rank: two tokens must
 * remain. The file names no pattern; it is taken to be GPT-2's, and a file with a token that this
 * pattern would cut is refused. {@code <|endoftext|>} gets the first free id.
 */
final class RankFile {
  private static final int BYTE_VALUES = 256;

  private final String name;
  private final List<byte @Nullable []> tokens = new ArrayList<>();

  private RankFile(String name) {
    this.name = name;
  }

  static Vocabulary read(String name, InputStream in) throws IOException {
    RankFile file = new RankFile(name);
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
    int endOfText = tokens.contains(null) ? tokens.indexOf(null) : tokens.size();
    AddedToken end = new AddedToken(endOfText, "<|endoftext|>", true, false);
    return new Vocabulary(name, bytesOf, merges, Normalization.NONE, List.of(end));
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
    for (int id = 0; id < bytesOf.length; id++) {
      byte[] bytes = bytesOf[id];
      if (bytes == null || bytes.length == 1) {
        continue;
      }
      checkPattern(id, bytes);
      parts.clear();
      encoder.encode(bytes, bytes.length, parts);
      if (parts.size() != 2 || !merges.add(parts.get(0), parts.get(1), id)) {
        throw Errors.unsupported(
            name, "rank " + id, "a merge of two tokens of lower rank", parts.size() + " parts");
      }
    }
    return merges;
  }

  private void checkPattern(int id, byte[] bytes) throws UnsupportedTokenizerException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException partOfCharacter) {
      return;
    }
    char[] chars = text.toCharArray();
    if (PreTokenizer.pieceEnd(chars, 0, chars.length) != chars.length) {
      throw Errors.foreignPattern(name, id, text);
    }
  }
}
