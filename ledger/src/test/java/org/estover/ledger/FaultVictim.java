package org.estover.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.LongStream;

/**
 * A process that does one step with a ledger on a thread that somebody traces, so that the n-th
 * system call of that thread is always the same one.
 *
 * <p>Takes lines: {@code append FIRST COUNT FOLDER} appends requests as one group, {@code start
 * FIRST COUNT FOLDER} opens the ledger and then appends them. It says {@code ready} and the number
 * of the thread, waits for a line, takes the step, says what came of it and {@code taken}, waits
 * for another line, sends one request more, and says what came of that and {@code done}. The
 * argument is a folder to warm up in, so that no class is loaded while it is traced.
 */
final class FaultVictim {
  private static final String STARTER = "starter";

  /** The first 15 characters of the name of the queue's thread, which are what Linux keeps. */
  private static final String SEQUENCER = "estover-sequenc";

  private final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
  private final PrintStream out =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);

  private FaultVictim() {}

  public static void main(String... arguments) throws Exception {
    warmUp(Path.of(arguments[0]));
    FaultVictim victim = new FaultVictim();
    for (String order = victim.in.readLine(); order != null; order = victim.in.readLine()) {
      String[] words = order.split(" ", 4);
      long first = Long.parseLong(words[1]);
      List<Append> group =
          LongStream.range(first, first + Long.parseLong(words[2]))
              .mapToObj(CrashWriter::request)
              .toList();
      Path folder = Path.of(words[3]);
      try {
        if (words[0].equals("start")) {
          victim.start(folder, group);
        } else {
          victim.append(folder, group);
        }
      } catch (IOException e) {
        victim.out.println("refused " + e.getMessage());
      }
      victim.out.println("done");
    }
  }

  private static void warmUp(Path folder) throws Exception {
    LightUse.run(folder);
    for (long from : new long[] {0, 20, 25}) {
      try (AppendQueue queue = new AppendQueue(Ledger.open(folder, CrashWriter.settings(folder)))) {
        List<Append> group =
            LongStream.range(from, from + 20).mapToObj(CrashWriter::request).toList();
        queue.submit(group).get();
      }
    }
    CrashCheck.remove(folder);
    Files.delete(CrashCheck.newest(folder));
  }

  private void append(Path folder, List<Append> group) throws IOException, InterruptedException {
    try (AppendQueue queue = new AppendQueue(Ledger.open(folder, CrashWriter.settings(folder)))) {
      awaitGo(SEQUENCER);
      append(queue, group);
    }
  }

  private void start(Path folder, List<Append> group) throws IOException, InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    FutureTask<Ledger> opening =
        new FutureTask<>(
            () -> {
              go.await();
              return Ledger.open(folder, CrashWriter.settings(folder));
            });
    new Thread(opening, STARTER).start();
    awaitGo(STARTER);
    go.countDown();
    try (AppendQueue queue = new AppendQueue(opening.get())) {
      append(queue, group);
    } catch (ExecutionException e) {
      out.println("refused " + reason(e));
      taken();
    }
  }

  private static String reason(ExecutionException e) {
    Throwable cause = e.getCause();
    return String.valueOf((cause == null ? e : cause).getMessage());
  }

  private void taken() throws IOException {
    out.println("taken");
    in.readLine();
  }

  /** Shows the one who traces the thread of that name, and waits until it is traced. */
  private void awaitGo(String thread) throws IOException, InterruptedException {
    String number = "";
    while (number.isEmpty()) {
      Thread.sleep(1);
      number = numberOf(thread);
    }
    out.println("ready " + number);
    in.readLine();
  }

  private static String numberOf(String thread) throws IOException {
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      for (Path task : tasks) {
        if (Files.readString(task.resolve("comm")).strip().equals(thread)) {
          return task.getFileName().toString();
        }
      }
    }
    return "";
  }

  private void append(AppendQueue queue, List<Append> group)
      throws IOException, InterruptedException {
    try {
      List<Appended> answers = queue.submit(group).get();
      for (int i = 0; i < answers.size(); i++) {
        out.println(CrashCheck.Acknowledged.of(group.get(i), answers.get(i)).line());
      }
    } catch (ExecutionException e) {
      out.println("refused " + reason(e));
    }
    taken();
    long next = CrashWriter.number(group.get(group.size() - 1).idempotencyKey()) + 1;
    try {
      Append more = CrashWriter.request(next);
      Appended answer = queue.submit(List.of(more)).get().get(0);
      out.println(CrashCheck.Acknowledged.of(more, answer).line());
      out.println("then acknowledged");
    } catch (ExecutionException e) {
      out.println("then refused " + reason(e));
    }
  }
}
