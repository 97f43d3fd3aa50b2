package org.estover.licensing.portal;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks a portal over a {@link LargeTrust} as many users do who look things up, each over a
 * connection of its own, and says for every kind of page how long answers took.
 *
 * <p>Where a rate is given, users think between pages so that it comes out, and a wait is counted
 * from when the page was due: a portal that stops is not spared the requests it held up. Without a
 * rate each user asks as soon as it was answered.
 */
final class PortalLoad {
  private static final int TIMEOUT_MILLIS = 60_000;

  /** How long after its end a phase still asks for pages that were due in it. */
  private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final Pattern RELEASE = Pattern.compile("rel_[0-9a-f]{32}");
  private static final Pattern PARTY = Pattern.compile("pty_[0-9a-f]{32}");

  /** The clock ticks of Linux in which a process's CPU time is counted. */
  private static final int TICKS_A_SECOND = 100;

  private final InetSocketAddress address;
  private final int documents;
  private final int entries;
  private final String process;
  private final String release;
  private final String party;

  private PortalLoad(String url, int documents, int entries, String process) throws IOException {
    URI uri = URI.create(url);
    this.address = new InetSocketAddress(uri.getHost(), uri.getPort());
    this.documents = documents;
    this.entries = entries;
    this.process = process;
    try (Connection connection = new Connection(address)) {
      this.release = first(RELEASE, connection.text("/releases"));
      String log = connection.text("/ledger?type=party-registered.v1");
      this.party = first(PARTY, log);
    }
  }

  private static String first(Pattern pattern, String text) throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IOException("nothing in the answer matches " + pattern + ": " + text);
    }
    return matcher.group();
  }

  /** What is asked, and how often of a hundred times. */
  private enum Kind {
    LOOKUP_URL(18),
    LOOKUP_ABSENT(10),
    LOOKUP_DROPPED(4),
    LOOKUP_DOCUMENT(8),
    LOOKUP_DIGEST(8),
    HOST(12),
    DOCUMENT(8),
    RELEASES(8),
    RELEASE(12),
    LEDGER(6),
    LEDGER_OF_ID(3),
    ENTRY(3);

    private final int share;

    Kind(int share) {
      this.share = share;
    }

    static Kind of(int percent) {
      int sum = 0;
      for (Kind kind : values()) {
        sum += kind.share;
        if (percent < sum) {
          return kind;
        }
      }
      throw new AssertionError(percent);
    }
  }

  private String path(Kind kind, SplittableRandom random) {
    int document = random.nextInt(documents);
    return switch (kind) {
      case LOOKUP_URL -> lookup(LargeTrust.url(document));
      case LOOKUP_ABSENT ->
          lookup(
              random.nextBoolean()
                  ? "https://nobody" + document + ".test/page"
                  : "https://" + LargeTrust.hostName(LargeTrust.host(document)) + "/none");
      case LOOKUP_DROPPED -> lookup(LargeTrust.droppedUrl(random.nextInt(documents / 10)));
      case LOOKUP_DOCUMENT -> lookup(LargeTrust.id(document));
      case LOOKUP_DIGEST -> lookup(SampleLookup.sha256(LargeTrust.text(document)));
      // By documents, so that large sites come often; some with all that is below the domain.
      case HOST ->
          "/hosts/"
              + (random.nextInt(4) == 0 ? "" : "www.")
              + "site"
              + LargeTrust.host(document)
              + ".test";
      case DOCUMENT -> "/documents/" + LargeTrust.id(document);
      case RELEASES -> "/releases";
      case RELEASE -> "/releases/" + release;
      case LEDGER -> "/ledger?before=" + (1 + random.nextInt(entries));
      case LEDGER_OF_ID -> "/ledger?id=" + party;
      case ENTRY -> "/ledger/entries/" + random.nextInt(entries);
    };
  }

  private static String lookup(String asked) {
    return "/lookup?q=" + URLEncoder.encode(asked, StandardCharsets.UTF_8);
  }

  /** The waits of one user, in nanoseconds, by kind of page, and how often each status came. */
  private static final class Seen {
    private final Map<Kind, List<Long>> waits = new TreeMap<>();
    private final Map<Integer, Integer> statuses = new TreeMap<>();

    void add(Kind kind, int status, long nanos) {
      waits.computeIfAbsent(kind, any -> new ArrayList<>()).add(nanos);
      statuses.merge(status, 1, Integer::sum);
    }

    void addAll(Seen other) {
      other.waits.forEach(
          (kind, more) -> waits.computeIfAbsent(kind, any -> new ArrayList<>()).addAll(more));
      other.statuses.forEach((status, count) -> statuses.merge(status, count, Integer::sum));
    }
  }

  /** A connection that is kept; {@code 0} stands for the status of what was not answered. */
  private static final class Connection implements AutoCloseable {
    private final InetSocketAddress address;
    private @Nullable Socket socket;
    private InputStream in = InputStream.nullInputStream();
    private byte[] body = new byte[0];

    Connection(InetSocketAddress address) {
      this.address = address;
    }

    String text(String path) throws IOException {
      int status = ask(path);
      if (status != 200) {
        throw new IOException(path + " answers " + status);
      }
      return new String(body, StandardCharsets.UTF_8);
    }

    int ask(String path) {
      try {
        Socket open = socket;
        if (open == null) {
          open = new Socket();
          open.setTcpNoDelay(true);
          open.setSoTimeout(TIMEOUT_MILLIS);
          open.connect(address, TIMEOUT_MILLIS);
          in = new BufferedInputStream(open.getInputStream(), 1 << 16);
          socket = open;
        }
        OutputStream out = open.getOutputStream();
        out.write(
            ("GET "
                    + path
                    + " HTTP/1.1\r\nHost: "
                    + address.getHostString()
                    + ":"
                    + address.getPort()
                    + "\r\nAccept: text/html\r\nAccept-Language: en\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        return answer();
      } catch (IOException e) {
        close();
        return 0;
      }
    }

    private int answer() throws IOException {
      String status = line();
      long length = 0;
      boolean chunked = false;
      boolean closes = false;
      for (String line = line(); !line.isEmpty(); line = line()) {
        String header = line.toLowerCase(Locale.ROOT);
        if (header.startsWith("content-length:")) {
          length = Long.parseLong(header.substring("content-length:".length()).strip());
        }
        chunked |= header.startsWith("transfer-encoding:") && header.contains("chunked");
        closes |= header.startsWith("connection:") && header.contains("close");
      }
      if (chunked) {
        List<byte[]> parts = new ArrayList<>();
        for (int size = chunk(); size > 0; size = chunk()) {
          parts.add(exactly(size));
          line();
        }
        line();
        body = joined(parts);
      } else {
        body = exactly((int) length);
      }
      if (closes) {
        close();
      }
      return Integer.parseInt(status.split(" ", 3)[1]);
    }

    private int chunk() throws IOException {
      return Integer.parseInt(line().split(";", 2)[0].strip(), 16);
    }

    private static byte[] joined(List<byte[]> parts) {
      byte[] joined = new byte[parts.stream().mapToInt(part -> part.length).sum()];
      int at = 0;
      for (byte[] part : parts) {
        System.arraycopy(part, 0, joined, at, part.length);
        at += part.length;
      }
      return joined;
    }

    private byte[] exactly(int size) throws IOException {
      byte[] bytes = in.readNBytes(size);
      if (bytes.length < size) {
        throw new EOFException();
      }
      return bytes;
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
          throw new EOFException();
        }
        if (c != '\r') {
          line.append((char) c);
        }
      }
      return line.toString();
    }

    @Override
    public void close() {
      Socket open = socket;
      socket = null;
      if (open != null) {
        try {
          open.close();
        } catch (IOException e) {
          // It is given up either way.
        }
      }
    }
  }

  /** Runs: URL, documents, entries, process id, then a phase: name, users, pages a second, s. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    PortalLoad load =
        new PortalLoad(
            arguments[0],
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]),
            arguments[3]);
    for (int at = 4; at < arguments.length; at += 4) {
      load.phase(
          arguments[at],
          Integer.parseInt(arguments[at + 1]),
          Integer.parseInt(arguments[at + 2]),
          Integer.parseInt(arguments[at + 3]));
    }
  }

  private void phase(String name, int users, int rate, int seconds)
      throws IOException, InterruptedException {
    List<Seen> seen = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    long cpu = cpuTicks();
    long start = System.nanoTime();
    long end = start + TimeUnit.SECONDS.toNanos(seconds);
    for (int i = 0; i < users; i++) {
      Seen own = new Seen();
      SplittableRandom random = new SplittableRandom(name.hashCode() * 1000L + i);
      double think = rate == 0 ? 0 : 1e9 * users / rate;
      seen.add(own);
      Thread thread = new Thread(() -> use(own, random, think, end));
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    double took = (System.nanoTime() - start) / 1e9;
    Seen all = new Seen();
    seen.forEach(all::addAll);
    report(name, users, rate, took, (cpuTicks() - cpu) / (double) TICKS_A_SECOND, all);
  }

  /** One user; thinking times are exponential, as those of many people are. */
  private void use(Seen seen, SplittableRandom random, double think, long end) {
    try (Connection connection = new Connection(address)) {
      long due = System.nanoTime() + pause(random, think);
      // Where answers come slower than they are asked for, the rest is not asked any more.
      while (due < end && System.nanoTime() - end < LATE_NANOS) {
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        Kind kind = Kind.of(random.nextInt(100));
        int status = connection.ask(path(kind, random));
        long now = System.nanoTime();
        seen.add(kind, status, now - due);
        due = think == 0 ? now : due + pause(random, think);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long pause(SplittableRandom random, double think) {
    return (long) (-think * Math.log(1 - random.nextDouble()));
  }

  private void report(String name, int users, int rate, double took, double cpu, Seen seen)
      throws IOException {
    long pages = seen.waits.values().stream().mapToLong(List::size).sum();
    say(
        "%s: %d users%s, %.0f s: %d pages, %.1f a second; answers by status %s (0: none);"
            + " portal %.1f s of CPU, %.2f ms a page; memory %d MiB, at most %d",
        name,
        users,
        rate == 0 ? " without pause" : ", " + rate + " pages a second",
        took,
        pages,
        pages / took,
        seen.statuses,
        cpu,
        1e3 * cpu / Math.max(1, pages),
        mebibytes("VmRSS:"),
        mebibytes("VmHWM:"));
    List<Long> all = new ArrayList<>();
    for (Map.Entry<Kind, List<Long>> each : seen.waits.entrySet()) {
      all.addAll(each.getValue());
      line(each.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '), each.getValue());
    }
    line("all", all);
  }

  private static void line(String name, List<Long> nanos) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    if (sorted.length > 0) {
      say(
          "  %-16s %6d  ms p50 %7.1f  p99 %7.1f  max %7.1f",
          name,
          sorted.length,
          sorted[sorted.length / 2] / 1e6,
          sorted[(int) (sorted.length * 0.99)] / 1e6,
          sorted[sorted.length - 1] / 1e6);
    }
  }

  private long cpuTicks() throws IOException {
    String stat = Files.readString(Path.of("/proc", process, "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }

  private long mebibytes(String field) throws IOException {
    return Files.readAllLines(Path.of("/proc", process, "status")).stream()
            .filter(line -> line.startsWith(field))
            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
            .sum()
        / 1024;
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
