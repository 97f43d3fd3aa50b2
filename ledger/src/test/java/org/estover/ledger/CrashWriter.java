package org.estover.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.estover.ledger.vault.VaultPayload;

/**
 * A process that appends to a ledger until somebody kills it, for several clients at once, and says
 * on standard output what was acknowledged, each time after the answer.
 *
 * <p>Arguments: the number of the first request and the ledger's folder, or {@code init} and the
 * folder in which to make one. With one argument, a folder of its own to exercise in, those come in
 * a line of standard input, before which the process has started and is warm. Where something is
 * refused it says so, tries once more, and ends with 4. What a request is follows from its number
 * alone, so that another process can send it again.
 */
final class CrashWriter {
  private static final int CLIENTS = 3;
  private static final int IN_FLIGHT = 3;
  private static final int LONGEST_PAYLOAD = 60_000;

  /** Beyond all numbers that clients reach. */
  private static final long FAR = 1_000_000_000;

  private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);

  private CrashWriter() {}

  public static void main(String... arguments) throws Exception {
    CrashWriter writer = new CrashWriter();
    String from = arguments[0];
    String folder = arguments[arguments.length - 1];
    if (from.equals("init")) {
      Ledger.init(Path.of(folder), Samples.ORIGIN, settings(Path.of(folder)));
      return;
    }
    if (arguments.length == 1) {
      LightUse.run(Path.of(folder));
      CrashCheck.remove(Path.of(folder));
      writer.say("started");
      String order = new BufferedReader(new InputStreamReader(System.in, UTF_8)).readLine();
      if (order == null) {
        return;
      }
      int blank = order.indexOf(' ');
      from = order.substring(0, blank);
      folder = order.substring(blank + 1);
    }
    if (!writer.run(Path.of(folder), Long.parseLong(from))) {
      System.exit(4);
    }
  }

  /** What a ledger of these tests is opened with; its newest checkpoint is kept beside it. */
  static LedgerSettings settings(Path folder) {
    return LedgerSettings.of(Clock.systemUTC(), new SecureRandom())
        .withNewest(CrashCheck.newest(folder));
  }

  /** The request of a number: a party, one with much to say, or a statement that moves money. */
  static Append request(long number) {
    SplittableRandom random = new SplittableRandom(number);
    if (number % 3 == 2) {
      return Samples.statement(number, random);
    }
    Append plain = Samples.registration(number);
    if (random.nextInt(40) > 0) {
      return plain;
    }
    String text = "holder ".repeat(random.nextInt(LONGEST_PAYLOAD / 7));
    return new Append(plain.idempotencyKey(), plain.fact(), VaultPayload.of(Map.of("text", text)));
  }

  /** The number of the request with that key. */
  static long number(String idempotencyKey) {
    return Long.parseLong(idempotencyKey.substring(idempotencyKey.indexOf('/') + 1));
  }

  /** How many requests go together from a number on: mostly few, now and then beyond a tile. */
  static int groupSize(long number) {
    SplittableRandom random = new SplittableRandom(~number);
    return random.nextInt(60) == 0 ? random.nextInt(200, 300) : random.nextInt(1, 9);
  }

  private boolean run(Path folder, long from) throws Exception {
    try (AppendQueue queue = new AppendQueue(Ledger.open(folder, settings(folder)))) {
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        long first = from + i;
        Thread client = new Thread(() -> append(queue, first));
        clients.add(client);
        client.start();
      }
      for (Thread client : clients) {
        client.join();
      }
      // Clients end when they are refused; the queue must keep to it.
      return isAnswered(send(queue, List.of(request(from + FAR))));
    } catch (IOException e) {
      say("refused " + e.getMessage());
      return false;
    }
  }

  /** One client: every third number, in groups, of which some are under way. */
  private void append(AppendQueue queue, long first) {
    ArrayDeque<Sent> underWay = new ArrayDeque<>();
    boolean answered = true;
    long next = first;
    while (answered) {
      List<Append> group = new ArrayList<>();
      for (int i = groupSize(next); i > 0; i--) {
        group.add(request(next));
        next += CLIENTS;
      }
      underWay.add(send(queue, group));
      if (underWay.size() == IN_FLIGHT) {
        answered = isAnswered(underWay.remove());
      }
    }
  }

  /** Requests that were sent together. */
  private record Sent(List<Append> requests, CompletableFuture<List<Appended>> answer) {}

  private static Sent send(AppendQueue queue, List<Append> requests) {
    Append first = requests.get(0);
    if (requests.size() > 1) {
      return new Sent(requests, queue.submit(requests));
    }
    return new Sent(
        requests,
        queue.submit(
            first.idempotencyKey(),
            books -> {
              books.balances();
              return first;
            }));
  }

  /** Waits for the answer to requests and passes it on, line by line; false if they are refused. */
  private boolean isAnswered(Sent sent) {
    try {
      List<Appended> answers = sent.answer().get();
      for (int i = 0; i < answers.size(); i++) {
        say(CrashCheck.Acknowledged.of(sent.requests().get(i), answers.get(i)).line());
      }
      return true;
    } catch (ExecutionException | InterruptedException e) {
      say("refused " + (e.getCause() == null ? e : e.getCause()).getMessage());
      return false;
    }
  }

  /** Writes a line at once and by itself, so that whoever reads it knows that it was reached. */
  private synchronized void say(String line) {
    try {
      out.write((line + "\n").getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
