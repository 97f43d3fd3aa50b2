package org.estover.tokenize.bpe;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * All documents of an input, one after the other, on one thread; counted are the bytes of their
 * UTF-8, their tokens, and what the thread used of CPU time and of new memory.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
public class TokenizerBenchmark {
  /** What one pass did. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Pass {
    /** CPU time of the thread. */
    public long cpuNanos;

    /** Bytes of text. */
    public long textBytes;

    /** Tokens. */
    public long tokens;

    /** Bytes that the thread allocated. */
    public long allocatedBytes;
  }

  /** A library and a vocabulary; {@code cold} forgets its cache before each document. */
  @Param({"estover-gpt2", "estover-20B", "estover-cold-gpt2", "estover-cold-20B", "jtokkit-gpt2"})
  public String library;

  /** An input. */
  @Param({"en50"})
  public String input;

  private static final long LEAST_BYTES = 16_000_000;

  private final com.sun.management.ThreadMXBean threads =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
  private List<String> documents = List.of();
  private long bytes;
  private ToIntFunction<String> encoder = text -> 0;

  /** Reads the documents; the native library, which is that slow, gets the first few of them. */
  @Setup(Level.Trial)
  public void read() throws IOException {
    Path inputs = Path.of(System.getProperty("bench.inputs"));
    long limit = library.startsWith("djl") ? 1_500_000 : 60_000_000;
    documents = new ArrayList<>();
    bytes = 0;
    try (BufferedReader lines = Files.newBufferedReader(inputs.resolve(input + ".jsonl"))) {
      for (String line = lines.readLine(); line != null && bytes < limit; line = lines.readLine()) {
        Map<?, ?> document =
            (Map<?, ?>)
                JsonTree.read(
                    input, new java.io.ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)));
        String text = (String) document.get("text");
        documents.add(text);
        bytes += text.getBytes(StandardCharsets.UTF_8).length;
      }
    }
    repeat();
    encoder = encoder(inputs);
  }

  /** A pass over a small input would mostly measure what a tokenizer does once. */
  private void repeat() {
    List<String> once = List.copyOf(documents);
    long size = bytes;
    while (!library.startsWith("djl") && bytes < LEAST_BYTES) {
      documents.addAll(once);
      bytes += size;
    }
  }

  private ToIntFunction<String> encoder(Path inputs) throws IOException {
    if (library.startsWith("jtokkit")) {
      Encoding encoding = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.R50K_BASE);
      return text -> encoding.encodeOrdinary(text).size();
    }
    if (library.startsWith("djl")) {
      NativeTokenizer tokenizer = NativeTokenizer.load(json(inputs));
      return text -> tokenizer.encode(text).length;
    }
    Tokenizer tokenizer =
        library.endsWith("gpt2") ? Tokenizer.gpt2() : Tokenizer.load(json(inputs));
    boolean cold = library.contains("cold");
    TokenBuffer tokens = new TokenBuffer();
    return text -> {
      if (cold) {
        tokenizer.forget();
      }
      tokens.clear();
      tokenizer.encodeOrdinary(text, tokens);
      return tokens.size();
    };
  }

  private Path json(Path inputs) throws IOException {
    Path file = inputs.resolve(library.endsWith("gpt2") ? "gpt2.json" : "20B_tokenizer.json");
    if (!Files.exists(file)) {
      try (OutputStream out = Files.newOutputStream(file)) {
        Tokenizer.gpt2().writeJson(out);
      }
    }
    return file;
  }

  /** Encodes all documents. */
  @Benchmark
  public long encode(Pass pass) {
    long cpu = threads.getCurrentThreadCpuTime();
    long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    long tokens = 0;
    for (String document : documents) {
      tokens += encoder.applyAsInt(document);
    }
    pass.allocatedBytes +=
        threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - allocated;
    pass.cpuNanos += threads.getCurrentThreadCpuTime() - cpu;
    pass.textBytes += bytes;
    pass.tokens += tokens;
    return tokens;
  }

  /** Encodes a short text with a tokenizer.json; how long that takes a new process is measured. */
  public static void main(String[] arguments) throws IOException {
    Tokenizer tokenizer =
        arguments[0].equals("gpt2") ? Tokenizer.gpt2() : Tokenizer.load(Path.of(arguments[0]));
    int[] ids = tokenizer.encodeOrdinary("The quick brown fox jumps over the lazy dog.");
    java.lang.management.OperatingSystemMXBean system =
        ManagementFactory.getOperatingSystemMXBean();
    System.out.println(
        ids.length
            + " ids, "
            + ((com.sun.management.OperatingSystemMXBean) system).getProcessCpuTime() / 1_000_000
            + " ms of CPU");
  }
}
