package org.estover.licensing.portal.download;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.estover.tokenize.release.BlockSums;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.ShownSums;
import org.springframework.stereotype.Component;

/**
 * Sends files and parts of them. What is sent as it is stored goes from the disk to the network
 * without a thread that waits for the reader, where the server can; what has something hidden takes
 * one of {@value #AT_ONCE} threads, as long as the reader keeps {@link Pace}. Thread-safe.
 */
@Component
final class FileAnswer {
  private static final int AT_ONCE = 32;
  private static final int BUFFER = 64 << 10;
  private static final int BUSY = 503;
  private static final String SENDFILE = "org.apache.tomcat.sendfile.";

  private final Clock clock;
  private final Semaphore threads = new Semaphore(AT_ONCE);

  FileAnswer(Clock clock) {
    this.clock = clock;
  }

  /**
   * A file as somebody is shown it.
   *
   * @param path where its bytes are, unless it is a card
   */
  record Shown(ReleaseFile file, Path path, HiddenTokens hidden) {

    /** Whether a part of it is not as it is stored. */
    boolean differs(ByteRange part) {
      return file.sumsTokens() ? !hidden.isEmpty() : hidden.touches(part.from(), part.to());
    }

    /** Its entity tag, in quotes. */
    String tag() {
      return "\"" + hidden.tag(file.sha256()) + "\"";
    }
  }

  /** Decides how a request is answered, and says so in the response's status and headers. */
  static RangePlan plan(HttpServletRequest request, HttpServletResponse response, Shown shown) {
    ReleaseFile file = shown.file();
    RangePlan plan =
        RangePlan.of(
            new RangePlan.Conditions(
                header(request, "If-Match"),
                header(request, "If-None-Match"),
                header(request, "If-Range"),
                header(request, "Range")),
            file.size(),
            shown.tag());
    response.setStatus(plan.status());
    response.setHeader("ETag", shown.tag());
    response.setHeader("Accept-Ranges", "bytes");
    response.setHeader("Cache-Control", "private, no-cache, no-transform");
    if (plan.status() == RangePlan.NOT_SATISFIABLE) {
      response.setHeader("Content-Range", "bytes */" + file.size());
    }
    if (plan.delivers()) {
      response.setContentType(file.mediaType());
      response.setContentLengthLong(plan.part().size());
      response.setHeader("Content-Disposition", "attachment; filename=\"" + file.name() + "\"");
    }
    if (plan.status() == RangePlan.PART) {
      ByteRange part = plan.part();
      response.setHeader(
          "Content-Range", "bytes " + part.from() + "-" + (part.to() - 1) + "/" + file.size());
    }
    return plan;
  }

  private static String header(HttpServletRequest request, String name) {
    return Objects.requireNonNullElse(request.getHeader(name), "");
  }

  /** Sends a part of a file, for which {@link #plan} has set the headers. */
  void send(HttpServletRequest request, HttpServletResponse response, Shown shown, ByteRange part)
      throws IOException {
    String text = shown.file().text();
    if (text != null) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      response.getOutputStream().write(bytes, (int) part.from(), (int) part.size());
    } else if (Boolean.TRUE.equals(request.getAttribute(SENDFILE + "support"))
        && part.size() > 0
        && !shown.differs(part)) {
      request.setAttribute(SENDFILE + "filename", shown.path().toRealPath().toString());
      request.setAttribute(SENDFILE + "start", part.from());
      request.setAttribute(SENDFILE + "end", part.to());
    } else if (threads.tryAcquire()) {
      try {
        if (shown.file().sumsTokens() && shown.differs(part)) {
          sums(response.getOutputStream(), shown, part);
        } else {
          stream(response.getOutputStream(), shown, part);
        }
      } finally {
        threads.release();
      }
    } else {
      response.reset();
      response.setHeader("Retry-After", "5");
      response.sendError(BUSY);
    }
  }

  /** Sends sums of what is shown of the tokens, so that whoever reads both can check them. */
  private void sums(OutputStream out, Shown shown, ByteRange part) throws IOException {
    Pace pace = new Pace(clock);
    ReleasedShard shard = Objects.requireNonNull(shown.file().shard());
    Path tokens = shown.path().resolveSibling(shard.bin().name());
    try (FileChannel stored = FileChannel.open(tokens, StandardOpenOption.READ);
        FileChannel in = FileChannel.open(shown.path(), StandardOpenOption.READ)) {
      ShownSums sums = new ShownSums(tokens, stored, in, shown.hidden());
      for (long at = part.from(); at < part.to(); ) {
        byte[] page = sums.page(at / BlockSums.BLOCK_SIZE);
        int from = (int) (at % BlockSums.BLOCK_SIZE);
        int size = (int) Math.min(page.length - from, part.to() - at);
        out.write(page, from, size);
        at += size;
        pace.require(at - part.from());
      }
    }
  }

  private void stream(OutputStream out, Shown shown, ByteRange part) throws IOException {
    Pace pace = new Pace(clock);
    byte[] buffer = new byte[BUFFER];
    try (FileChannel in = FileChannel.open(shown.path(), StandardOpenOption.READ)) {
      for (long at = part.from(); at < part.to(); ) {
        int wanted = (int) Math.min(BUFFER, part.to() - at);
        int read = in.read(ByteBuffer.wrap(buffer, 0, wanted), at);
        if (read < 0) {
          throw new IOException(
              shown.file().name() + ": ends at byte " + at + ", expected " + shown.file().size());
        }
        shown.hidden().cover(buffer, read, at);
        out.write(buffer, 0, read);
        at += read;
        pace.require(at - part.from());
      }
    }
  }
}
