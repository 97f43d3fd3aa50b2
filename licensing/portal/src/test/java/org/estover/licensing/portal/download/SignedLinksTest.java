package org.estover.licensing.portal.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SignedLinksTest {
  private static final int MUTATIONS = 10_000;
  private static final String LETTERS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=&?/.%+";

  @TempDir private Path folder;

  private final Hand hand = new Hand();

  /** A clock that a test moves on. */
  private static final class Hand extends Clock {
    private Instant now = Instant.parse("2026-11-27T12:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private SignedLinks links(String file) throws IOException {
    return new SignedLinks(new LinkKeys(folder.resolve(file), hand, new SecureRandom()), hand);
  }

  private Link link(SignedLinks links) {
    return new Link(
        "rel_" + "0123456789abcdef".repeat(2),
        "web-00000.bin",
        "acc_" + "ab".repeat(16),
        "0123456789abcdef",
        "pty_" + "cd".repeat(16),
        "grt_" + "ef".repeat(16),
        links.end(),
        0,
        123_456);
  }

  private static Link check(SignedLinks links, String address)
      throws LinkRefusedException, IOException {
    int query = address.indexOf('?');
    return query < 0
        ? links.check(address, "")
        : links.check(address.substring(0, query), address.substring(query + 1));
  }

  @Test
  void opensWhatItWasMadeFor() throws Exception {
    SignedLinks links = links("keys");
    Link link = link(links);
    assertThat(check(links, links.address(link))).isEqualTo(link);
  }

  @Test
  void opensNothingOnceItIsChanged() throws Exception {
    SignedLinks links = links("keys");
    String address = links.address(link(links));
    SplittableRandom random = new SplittableRandom(7);
    int tried = 0;
    while (tried < MUTATIONS) {
      String changed = changed(address, random);
      if (!changed.equals(address)) {
        tried++;
        assertThatThrownBy(() -> check(links, changed))
            .as(changed)
            .isInstanceOf(LinkRefusedException.class);
      }
    }
  }

  /** One to three characters put in, taken out, replaced, or swapped. */
  private static String changed(String address, SplittableRandom random) {
    StringBuilder changed = new StringBuilder(address);
    for (int times = 1 + random.nextInt(3); times > 0; times--) {
      int at = random.nextInt(changed.length());
      char letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
      switch (random.nextInt(4)) {
        case 0 -> changed.insert(at, letter);
        case 1 -> changed.deleteCharAt(at);
        case 2 -> changed.setCharAt(at, letter);
        default -> {
          int other = random.nextInt(changed.length());
          char kept = changed.charAt(at);
          changed.setCharAt(at, changed.charAt(other));
          changed.setCharAt(other, kept);
        }
      }
    }
    return changed.toString();
  }

  @Test
  void endsAfterTenMinutes() throws Exception {
    SignedLinks links = links("keys");
    String address = links.address(link(links));
    hand.now = hand.now.plus(SignedLinks.LIFE).minusSeconds(1);
    assertThat(check(links, address).from()).isZero();
    hand.now = hand.now.plusSeconds(1);
    assertThatThrownBy(() -> check(links, address))
        .isInstanceOf(LinkRefusedException.class)
        .hasMessageContaining("ended at");
  }

  @Test
  void outlivesOneChangeOfTheKeyAndNotTwo() throws Exception {
    SignedLinks links = links("keys");
    Link far =
        new Link(
            "rel_" + "ab".repeat(16),
            "a.bin",
            "a",
            "",
            "p",
            "g",
            hand.now.plus(Duration.ofDays(99)),
            0,
            1);
    String address = links.address(far);
    hand.now = hand.now.plus(LinkKeys.TERM).plusSeconds(1);
    assertThat(links.address(far)).isNotEqualTo(address);
    // Also in a process that starts later.
    assertThat(check(links("keys"), address)).isEqualTo(far);
    hand.now = hand.now.plus(LinkKeys.TERM).plusSeconds(1);
    links.address(far);
    assertThatThrownBy(() -> check(links, address)).isInstanceOf(LinkRefusedException.class);
  }

  @Test
  void opensNothingAtAnotherPortal() throws Exception {
    String address = links("keys").address(link(links("keys")));
    SignedLinks others = links("others");
    others.address(link(others));
    assertThatThrownBy(() -> check(others, address)).isInstanceOf(LinkRefusedException.class);
    // Nor where no key was made yet.
    assertThatThrownBy(() -> check(links("fresh"), address))
        .isInstanceOf(LinkRefusedException.class);
  }

  @Test
  void keepsItsKeysForTheOwnerAlone() throws Exception {
    links("keys").address(link(links("keys")));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("keys"))))
        .isEqualTo("rw-------");
    assertThat(new LinkKeys(folder.resolve("keys"), hand, new SecureRandom()).toString())
        .doesNotContain(Files.readString(folder.resolve("keys")).strip().substring(11));
  }

  @Test
  void refusesKeysThatOthersMayRead() throws Exception {
    links("open").address(link(links("open")));
    Path file = folder.resolve("open");
    SignedLinks before = links("open");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> links("open"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("chmod 600");
    assertThatThrownBy(() -> before.address(link(before)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("others may read this key");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(before.address(link(before))).isNotEmpty();
  }
}
