package org.estover.crawl.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class LanguageModelTest {
  private static byte[] resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(LanguageModel.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    }
  }

  @Test
  void theModelIsTheOneWhoseMakingIsDescribed() throws IOException, NoSuchAlgorithmException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(resource(LanguageModel.RESOURCE));
    assertThat(new String(resource("ORIGIN.md"), StandardCharsets.UTF_8))
        .startsWith("# Where " + LanguageModel.RESOURCE + " comes from")
        .contains("\n    " + HexFormat.of().formatHex(digest) + "\n");
  }
}
