package org.estover.jobs.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.estover.ledger.log.LogFiles;

/**
 * A log that an HTTP server hands out as static files, for one look at it.
 *
 * <p>What it sends is not believed: roots, signatures and proofs are checked by who reads it. A
 * file larger than one of its name can be is refused, and a server is given up that has not sent a
 * file within a minute, or all that was asked for within five, however steadily it drips.
 */
final class RemoteLog implements LogFiles {
  private static final Duration CONNECT = Duration.ofSeconds(20);
  private static final Duration FILE = Duration.ofMinutes(1);
  private static final Duration LOOK = Duration.ofMinutes(5);

  /** A checkpoint's three lines and a hundred signatures fit well. */
  private static final int MAX_CHECKPOINT = 1 << 16;

  private static final int LAST_PORT = 65_535;

  private static final int MAX_TILE = 256 * 32;
  private static final int MAX_BUNDLE = 256 * (2 + 65_535);

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .connectTimeout(CONNECT)
          .build();

  private final URI base;
  private final Duration perFile;
  private final long deadlineNanos;

  private RemoteLog(URI base, Duration perFile, Duration perLook) {
    this.base = base;
    this.perFile = perFile;
    this.deadlineNanos = System.nanoTime() + perLook.toNanos();
  }

  /** The log at an address, with or without a slash at its end; the time for the look begins. */
  static RemoteLog at(URI address) throws UsageException {
    return at(address, FILE, LOOK);
  }

  static RemoteLog at(URI address, Duration perFile, Duration perLook) throws UsageException {
    String text = address.toString();
    boolean names =
        address.getHost() != null
            && address.getRawUserInfo() == null
            && address.getPort() <= LAST_PORT
            && address.getQuery() == null
            && address.getFragment() == null;
    if (!names) {
      // What stands before the host may be a password.
      throw Errors.noLogAddress(text.replaceFirst("//[^/]*@", "//...@"));
    }
    return new RemoteLog(URI.create(text.endsWith("/") ? text : text + "/"), perFile, perLook);
  }

  @Override
  public byte[] read(String path) throws IOException {
    URI file = base.resolve(path);
    long left = Math.min(perFile.toNanos(), deadlineNanos - System.nanoTime());
    int most = most(path);
    CompletableFuture<HttpResponse<byte[]>> asked =
        CLIENT.sendAsync(
            HttpRequest.newBuilder(file).build(),
            answer ->
                answer.statusCode() == 200
                    ? new Limited(file.toString(), most)
                    : HttpResponse.BodySubscribers.replacing(new byte[0]));
    HttpResponse<byte[]> answer;
    try {
      answer = asked.get(Math.max(0, left), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw Errors.logTooSlow(file.toString());
    } catch (ExecutionException e) {
      throw Errors.logNotRead(file.toString(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Errors.logNotRead(file.toString(), e);
    } finally {
      asked.cancel(true);
    }
    return switch (answer.statusCode()) {
      case 200 -> answer.body();
      case 404, 410 -> throw new NoSuchFileException(file.toString());
      default -> throw Errors.logAnswered(file.toString(), answer.statusCode());
    };
  }

  /** The most bytes that a file of that path has. */
  private static int most(String path) {
    if (!path.startsWith("tile/")) {
      return MAX_CHECKPOINT;
    }
    return path.startsWith("tile/entries/") ? MAX_BUNDLE : MAX_TILE;
  }

  /** Takes a body of limited size. */
  private static final class Limited implements HttpResponse.BodySubscriber<byte[]> {
    private final String address;
    private final int most;
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private Flow.Subscription subscription = NONE;

    private static final Flow.Subscription NONE =
        new Flow.Subscription() {
          @Override
          public void request(long count) {}

          @Override
          public void cancel() {}
        };

    Limited(String address, int most) {
      this.address = address;
      this.most = most;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
      return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
      for (ByteBuffer part : parts) {
        byte[] bytes = new byte[Math.min(part.remaining(), most - taken.size() + 1)];
        part.get(bytes);
        taken.writeBytes(bytes);
        if (taken.size() > most) {
          subscription.cancel();
          body.completeExceptionally(Errors.logTooLarge(address, most));
          return;
        }
      }
    }

    @Override
    public void onError(Throwable cause) {
      body.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
      body.complete(taken.toByteArray());
    }
  }
}
