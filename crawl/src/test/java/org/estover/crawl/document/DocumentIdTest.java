package org.estover.crawl.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class DocumentIdTest {
  private static byte[] sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  @Test
  void idIsTheDigestOfLengthPrefixedParts() throws IOException, NoSuchAlgorithmException {
    byte[] text = sha256("Ein Text.".getBytes(UTF_8));
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(expected);
    out.writeBytes("estover.doc.v1");
    out.writeInt(3);
    out.writeBytes("web");
    out.writeInt("http://ä.test/".getBytes(UTF_8).length);
    out.write("http://ä.test/".getBytes(UTF_8));
    out.write(text);
    assertThat(DocumentId.of("web", "http://ä.test/", text).bytes())
        .isEqualTo(Arrays.copyOf(sha256(expected.toByteArray()), 16));
  }

  @Test
  void partsDoNotRunIntoEachOther() throws NoSuchAlgorithmException {
    byte[] text = sha256(new byte[0]);
    assertThat(DocumentId.of("ab", "c", text)).isNotEqualTo(DocumentId.of("a", "bc", text));
  }

  @Test
  void anIdIsShownInHex() throws NoSuchAlgorithmException {
    DocumentId id = DocumentId.of("a", "b", sha256(new byte[0]));
    assertThat(id.toString()).matches("doc_[0-9a-f]{32}");
    DocumentId same = DocumentId.of(HexFormat.of().parseHex(id.toString().substring(4)));
    assertThat(same).isEqualTo(id).hasSameHashCodeAs(id);
  }

  @Test
  void idsCompareAsUnsignedBytes() {
    byte[] high = new byte[16];
    high[0] = (byte) 0x80;
    byte[] low = new byte[16];
    low[0] = 0x7f;
    assertThat(DocumentId.of(high)).isGreaterThan(DocumentId.of(low));
  }

  @Test
  void bytesOfAnIdCannotBeChanged() {
    byte[] bytes = new byte[16];
    DocumentId id = DocumentId.of(bytes);
    bytes[0] = 1;
    id.bytes()[0] = 1;
    assertThat(id).isEqualTo(DocumentId.of(new byte[16]));
  }
}
