package org.estover.tokenize.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class HttpPlaceTest {
  private static final int SIZE = 3 * 4096 * 1011 + 77;

  @TempDir Path folder;
  private RangeServer server;
  private byte[] bytes;
  private ReleasedFile file;

  @BeforeEach
  void serve() throws IOException {
    bytes = new byte[SIZE];
    new SplittableRandom(3).nextBytes(bytes);
    Files.write(folder.resolve("file"), bytes);
    file = BlockSums.write(folder.resolve("file"));
    server = RangeServer.of(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void everyRangeIsReadAsFromADisk(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    try (SummedFile remote = SummedFile.open(server.place(), file)) {
      for (int i = 0; i < 40; i++) {
        int at = random.nextInt(SIZE);
        int length = Math.min(SIZE - at, random.nextInt(1 << random.nextInt(1, 23)));
        assertThat(remote.read(at, length)).isEqualTo(ByteBuffer.wrap(bytes, at, length));
      }
    }
  }

  @Test
  void aReadIsOneRequestForBytesAndOneForSumsAndThenNone() throws IOException {
    try (SummedFile remote = SummedFile.open(server.place(), file)) {
      assertThat(server.requests()).isEmpty();
      remote.read(4096L * 1000, 4096 * 200);
      assertThat(server.requests()).hasSize(2);
      remote.read(4096L * 1010, 4096 * 3);
      remote.read(4096L * 1000, 4096 * 200);
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void damageOnTheWayIsNamedWithItsBlock() throws IOException {
    bytes[4096 * 1500 + 9] ^= 1;
    Files.write(folder.resolve("file"), bytes);
    try (SummedFile remote = SummedFile.open(server.place(), file)) {
      assertThatThrownBy(() -> remote.read(4096L * 1490, 4096 * 20))
          .isInstanceOf(CorruptReleaseException.class)
          .hasMessageContaining(server.address() + "file: checksum mismatch in block 1500")
          .hasMessageContaining("(bytes 6144000-6148095)");
    }
  }

  @Test
  void aFileOfAnotherSizeOrDigestIsRefused() throws IOException {
    ReleasedFile longer = new ReleasedFile(file.name(), SIZE + 1, file.sha256(), file.sumsSha256());
    try (SummedFile remote = SummedFile.open(server.place(), longer)) {
      assertThatThrownBy(() -> remote.read(0, 1))
          .hasMessageContaining("file: expected " + (SIZE + 1) + " bytes, found " + SIZE);
    }
    ReleasedFile other = new ReleasedFile(file.name(), SIZE, "ab".repeat(32), file.sumsSha256());
    try (SummedFile remote = SummedFile.open(server.place(), other)) {
      assertThatThrownBy(() -> remote.read(0, 1))
          .hasMessageContaining("file.sums: sums of a file with SHA-256 " + file.sha256());
    }
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    ReleasedFile none = new ReleasedFile("none", SIZE, file.sha256(), file.sumsSha256());
    try (SummedFile remote = SummedFile.open(server.place(), none)) {
      assertThatThrownBy(() -> remote.read(0, 1))
          .isInstanceOf(CorruptReleaseException.class)
          .hasMessageContaining("none: the release names this file, but it is not there");
    }
    assertThat(SummedFile.find(server.place(), "none", 10)).isEmpty();
    assertThatThrownBy(() -> Release.open(server.place()))
        .isNotInstanceOf(CorruptReleaseException.class)
        .hasMessageContaining(server.address() + ": no release here", "check the address");
  }

  @Test
  void aServerThatFailsOnceIsAskedAgainAndOneThatFailsIsGivenUp() throws IOException {
    try (SummedFile remote = SummedFile.open(server.place(), file)) {
      server.behave(RangeServer.Manner.FAILS_ONCE);
      assertThat(remote.read(5, 6)).isEqualTo(ByteBuffer.wrap(bytes, 5, 6));
      server.forget();
      server.behave(RangeServer.Manner.FAILS);
      assertThatThrownBy(() -> remote.read(1 << 20, 6))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("could not be fetched in 3 attempts (status 503)");
      assertThat(server.requests()).hasSize(3);
    }
  }

  @Test
  void aCutAnswerIsNotTakenForTheWhole() throws IOException {
    try (ServerSocket cutting = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      Thread answers = new Thread(() -> cut(cutting));
      answers.setDaemon(true);
      answers.start();
      String address = "http://127.0.0.1:" + cutting.getLocalPort() + "/";
      try (SummedFile remote = SummedFile.open(ReleasePlace.of(address), file)) {
        assertThatThrownBy(() -> remote.read(0, 6)).hasMessageContaining("in 3 attempts (");
      }
    }
  }

  @Test
  void aServerThatSendsByteAfterByteIsGivenUp() throws IOException {
    try (ServerSocket slow = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      Thread answers = new Thread(() -> trickle(slow));
      answers.setDaemon(true);
      answers.start();
      URI address = URI.create("http://127.0.0.1:" + slow.getLocalPort() + "/");
      HttpPlace place = HttpPlace.at(address, new HttpPlace.Patience(200, 1 << 20));
      try (SummedFile remote = SummedFile.open(place, file)) {
        assertThatThrownBy(() -> remote.read(0, 6))
            .hasMessageContaining("in 3 attempts (too slow: ")
            .hasMessageContaining(" of 32768 bytes were there)");
      }
    }
  }

  /** Answers each request with one byte, and one more, until nobody listens. */
  private static void trickle(ServerSocket server) {
    try {
      while (true) {
        try (Socket socket = server.accept()) {
          OutputStream out = socket.getOutputStream();
          String head =
              "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-32767/"
                  + SIZE
                  + "\r\nContent-Length: 32768\r\nConnection: close\r\n\r\n";
          out.write(head.getBytes(StandardCharsets.US_ASCII));
          for (int i = 0; i < 32768; i++) {
            out.write(i);
            LockSupport.parkNanos(1_000_000);
          }
        } catch (SocketException e) {
          // Who asked has gone, or the test is over.
          if (server.isClosed()) {
            return;
          }
        }
      }
    } catch (IOException e) {
      assertThat(server.isClosed()).isTrue();
    }
  }

  /** Answers each request with half of the bytes that it announces. */
  private static void cut(ServerSocket server) {
    byte[] half = new byte[8 * 4096 / 2];
    String head =
        "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-"
            + (2 * half.length - 1)
            + "/"
            + SIZE
            + "\r\nContent-Length: "
            + 2 * half.length
            + "\r\n\r\n";
    try {
      while (true) {
        try (Socket socket = server.accept()) {
          InputStream in = socket.getInputStream();
          for (int line = 0, next = in.read(); next >= 0; next = in.read()) {
            line = next == '\r' || next == '\n' ? line + 1 : 0;
            if (line == 4) {
              break;
            }
          }
          socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
          socket.getOutputStream().write(half);
        }
      }
    } catch (IOException e) {
      assertThat(server.isClosed()).isTrue();
    }
  }

  @Test
  void serversThatKnowNoRangesAreToldAndNotReadToTheEnd() throws IOException {
    try (SummedFile remote = SummedFile.open(server.place(), file)) {
      server.behave(RangeServer.Manner.IGNORES_RANGES);
      assertThatThrownBy(() -> remote.read(1 << 20, 6))
          .hasMessageContaining("the server answers a range with the whole file; use a server");
      server.behave(RangeServer.Manner.ANOTHER_RANGE);
      assertThatThrownBy(() -> remote.read(1 << 20, 6))
          .hasMessageContaining("the server sent the range \"bytes 1048577-");
      server.behave(RangeServer.Manner.FORBIDS);
      assertThatThrownBy(() -> remote.read(1 << 20, 6))
          .hasMessageContaining("the server answered with status 403, expected 206");
    }
  }

  @Test
  void aReleaseIsOpenedInTwoRequestsAndItsTablesReadAlike() throws IOException {
    SmallRelease.write(folder, 16, List.of(SmallRelease.source("web", "1.5", 1, 60, 90, 2)));
    Release local = Release.open(folder);
    Release remote = Release.open(server.place());
    assertThat(server.requests()).hasSize(2);
    assertThat(remote.id()).isEqualTo(local.id());
    assertThatThrownBy(remote::folder).isInstanceOf(IllegalStateException.class);
    for (ReleasedShard shard : local.content().shards()) {
      try (DocumentTable a = local.documents(shard);
          DocumentTable b = remote.documents(shard)) {
        b.verify();
        for (long row = 0; row < a.rowCount(); row++) {
          assertThat(b.row(row)).isEqualTo(a.row(row));
        }
      }
    }
  }

  @Test
  void whatIsNoAddressIsToldByName() throws IOException {
    for (String name :
        List.of(
            "http://",
            "https:///x",
            "http://a b/",
            "http://a.test/?q=1",
            "http://:80/",
            "http://a.test:65536/",
            "http://a.test:http/")) {
      assertThatThrownBy(() -> ReleasePlace.of(name))
          .isInstanceOf(NoAddressException.class)
          .hasMessageContaining(name + ": no address of a release");
    }
    for (String name : List.of("http://a_b.test:65535/x", "https://me:pw@[::1]:80/", "http://a:")) {
      assertThat(ReleasePlace.of(name).name()).startsWith("http").endsWith("/");
    }
  }
}
