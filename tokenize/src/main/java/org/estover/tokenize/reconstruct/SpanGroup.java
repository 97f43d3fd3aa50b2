package org.estover.tokenize.reconstruct;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.estover.tokenize.release.ReleasedDocument;

/**
 * The spans of consecutive positions as {@link OrderedCopy} stores them.
 *
 * <pre>
 * Group    --> Number (u64), BodySize (u32), Sum (u32, CRC-32C of Number, BodySize and Body), Body
 * Body     --> ShareCount, Share^ShareCount, { SpanCount, Span^SpanCount }^positions
 * Share    --> Source, License, Holder, Rights; each: size, UTF-8
 * Span     --> DocumentFrom, Tokens, DocumentTokens, Id (16 bytes), TextSha256 (32 bytes),
 *              number of the Share, Uri: size, UTF-8
 * </pre>
 *
 * <p>All other numbers are varints. The spans of a position are its L+1 tokens without gaps.
 */
final class SpanGroup {
  static final int HEADER_SIZE = 16;
  private static final int SUM_AT = Long.BYTES + Integer.BYTES;
  private static final int ID_SIZE = 16;
  private static final int SHA256_SIZE = 32;

  private SpanGroup() {}

  private record Share(String source, String license, String holder, String rights) {}

  static byte[] write(long number, List<List<Span>> positions) {
    Map<Share, Integer> shares = new LinkedHashMap<>();
    ByteArrayOutputStream spans = new ByteArrayOutputStream();
    for (List<Span> position : positions) {
      Varint.write(position.size(), spans);
      for (Span span : position) {
        write(span, shares, spans);
      }
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    Varint.write(shares.size(), body);
    for (Share share : shares.keySet()) {
      text(share.source(), body);
      text(share.license(), body);
      text(share.holder(), body);
      text(share.rights(), body);
    }
    body.writeBytes(spans.toByteArray());
    ByteBuffer group =
        ByteBuffer.allocate(HEADER_SIZE + body.size()).order(ByteOrder.LITTLE_ENDIAN);
    group.putLong(number).putInt(body.size()).putInt(0).put(body.toByteArray());
    group.putInt(SUM_AT, sum(group.array(), body.size()));
    return group.array();
  }

  private static void write(Span span, Map<Share, Integer> shares, ByteArrayOutputStream into) {
    ReleasedDocument document = span.document();
    Share share =
        new Share(document.source(), document.license(), document.holder(), document.rights());
    Varint.write(span.documentFrom(), into);
    Varint.write(span.to() - span.from(), into);
    Varint.write(span.documentTokens(), into);
    into.writeBytes(ReleasedDocument.idBytes(document.id()));
    into.writeBytes(HexFormat.of().parseHex(document.textSha256()));
    Varint.write(shares.computeIfAbsent(share, key -> shares.size()), into);
    text(document.uri(), into);
  }

  /** The bytes of the group that begins at {@code at}, header included, as the header tells. */
  static long size(ByteBuffer bytes, int at) {
    return HEADER_SIZE + Integer.toUnsignedLong(bytes.getInt(at + Long.BYTES));
  }

  /**
   * Reads a group.
   *
   * @param bytes from its header on; may hold more
   * @param inputs L
   * @return the spans of each of its positions
   * @throws BufferUnderflowException if it is not intact or not that group
   */
  static List<List<Span>> read(ByteBuffer bytes, long number, int positions, int inputs) {
    if (bytes.remaining() < HEADER_SIZE
        || bytes.getLong(bytes.position()) != number
        || size(bytes, bytes.position()) > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    int size = bytes.getInt(bytes.position() + Long.BYTES);
    byte[] group = new byte[HEADER_SIZE + size];
    bytes.get(bytes.position(), group);
    ByteBuffer body = ByteBuffer.wrap(group).order(ByteOrder.LITTLE_ENDIAN);
    if (body.getInt(SUM_AT) != sum(group, size)) {
      throw new BufferUnderflowException();
    }
    body.position(HEADER_SIZE);
    List<Share> shares = new ArrayList<>();
    for (int left = Varint.read(body, size); left > 0; left--) {
      shares.add(new Share(text(body), text(body), text(body), text(body)));
    }
    List<List<Span>> all = new ArrayList<>();
    for (int p = 0; p < positions; p++) {
      all.add(spans(body, shares, inputs));
    }
    if (body.hasRemaining()) {
      throw new BufferUnderflowException();
    }
    return all;
  }

  private static List<Span> spans(ByteBuffer body, List<Share> shares, int inputs) {
    List<Span> spans = new ArrayList<>();
    int from = 0;
    for (int left = Varint.read(body, inputs + 1); left > 0; left--) {
      long documentFrom = Varint.read(body);
      int to = from + Varint.read(body, inputs + 1 - from);
      int documentTokens = Varint.read(body, Integer.MAX_VALUE);
      byte[] id = new byte[ID_SIZE];
      body.get(id);
      byte[] sha256 = new byte[SHA256_SIZE];
      body.get(sha256);
      Share share = shares.get(Varint.read(body, shares.size() - 1));
      ReleasedDocument document =
          new ReleasedDocument(
              ReleasedDocument.id(id),
              text(body),
              share.source(),
              share.license(),
              share.holder(),
              share.rights(),
              HexFormat.of().formatHex(sha256));
      int billed = Math.min(to, inputs) - from;
      spans.add(new Span(from, to, billed, documentFrom, documentTokens, document));
      from = to;
    }
    if (from != inputs + 1) {
      throw new BufferUnderflowException();
    }
    return List.copyOf(spans);
  }

  private static void text(String text, ByteArrayOutputStream into) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Varint.write(bytes.length, into);
    into.writeBytes(bytes);
  }

  private static String text(ByteBuffer from) {
    byte[] bytes = new byte[Varint.read(from, from.remaining())];
    from.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The sum of a group: of all its bytes but the sum itself. */
  private static int sum(byte[] group, int bodySize) {
    CRC32C crc = new CRC32C();
    crc.update(group, 0, SUM_AT);
    crc.update(group, HEADER_SIZE, bodySize);
    return (int) crc.getValue();
  }
}
