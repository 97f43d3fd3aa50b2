package org.estover.tokenize.reconstruct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.release.SmallRelease;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BatchChainTest {
  private static final BatchPlan PLAN = new BatchPlan(2);

  @TempDir Path folder;

  @Test
  void aReplayedChainEqualsOneComputedFromTheTokens() throws IOException, NoSuchAlgorithmException {
    try (Reconstruct release = release()) {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      String start = "estover.chain.v1" + release.release().id();
      byte[] value = sha256.digest(start.getBytes(StandardCharsets.US_ASCII));
      for (long step = 0; step < 5; step++) {
        ByteBuffer tokens = ByteBuffer.allocate(2 * 9 * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (long position = 2 * step; position < 2 * step + 2; position++) {
          for (int token : release.tokens(position)) {
            tokens.putInt(token);
          }
        }
        byte[] stepDigest = sha256.digest(tokens.array());
        sha256.update(value);
        value = sha256.digest(stepDigest);
      }
      BatchChain chain = BatchChain.of(release.release().id()).replay(release, PLAN, 5);
      assertThat(chain.steps()).isEqualTo(5);
      assertThat(chain.hex()).isEqualTo(HexFormat.of().formatHex(value));
    }
  }

  @Test
  void swappedSequencesChangeTheChainFromTheirStepOn() throws IOException {
    try (Reconstruct release = release()) {
      BatchChain honest = BatchChain.of(release.release().id());
      BatchChain swapped = honest;
      for (long step = 0; step < 4; step++) {
        List<int[]> tokens = new ArrayList<>();
        for (PlacedSequence sequence : release.sequencesOfStep(step, PLAN)) {
          tokens.add(release.tokens(sequence.position()));
        }
        honest = honest.then(BatchChain.stepSha256(tokens));
        if (step == 2) {
          tokens.add(tokens.remove(0));
        }
        swapped = swapped.then(BatchChain.stepSha256(tokens));
        assertThat(swapped.hex().equals(honest.hex())).isEqualTo(step < 2);
      }
    }
  }

  @Test
  void aReplayBeyondTheReleaseIsRefused() throws IOException {
    try (Reconstruct release = release()) {
      long steps = release.steps(PLAN);
      BatchChain chain = BatchChain.of(release.release().id());
      assertThatThrownBy(() -> chain.replay(release, PLAN, steps + 1))
          .isInstanceOf(NotInReleaseException.class);
    }
  }

  private Reconstruct release() throws IOException {
    SmallRelease.write(folder, 8, List.of(SmallRelease.source("web", "1", 1, 40, 20, 5)));
    return Reconstruct.open(folder);
  }
}
