package org.estover.jobs.cli;

import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.estover.tokenize.bpe.BpeTrainer;
import org.estover.tokenize.bpe.PieceCounts;
import org.estover.tokenize.bpe.Tokenizer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "tokenizer",
    description = "Encodes, decodes and compares texts by any tokenizer, and trains one.",
    subcommands = {
      TokenizerCommand.Encode.class,
      TokenizerCommand.Decode.class,
      TokenizerCommand.Train.class,
      TokenizerCommand.Compare.class
    })
final class TokenizerCommand {
  /** The lines that a command reads. */
  static final class Input {
    @Option(
        names = "--input",
        paramLabel = "FILE",
        description = "Lines to read (default: standard input).")
    private @Nullable Path input;

    JsonLines lines(Surroundings around) throws IOException {
      return JsonLines.open(around, input);
    }
  }

  private static String line(String member, Object value) throws IOException {
    return Json.MAPPER
        .writer()
        .without(SerializationFeature.INDENT_OUTPUT)
        .writeValueAsString(Map.of(member, value));
  }

  @Command(
      name = "encode",
      description = "Reads lines {\"text\": ...} and writes a line {\"ids\": [...]} for each.")
  static final class Encode implements Callable<Integer> {
    @Mixin private final Context context;
    @Mixin private final TokenizerOption tokenizer = new TokenizerOption();
    @Mixin private final Input input = new Input();

    @Option(
        names = "--ordinary",
        description = "Takes special tokens in text for text, as the corridor does.")
    private boolean ordinary;

    Encode(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      Tokenizer loaded = tokenizer.load(context.around());
      try (JsonLines lines = input.lines(context.around())) {
        for (String text = lines.text(); text != null; text = lines.text()) {
          int[] ids = ordinary ? loaded.encodeOrdinary(text) : loaded.encode(text);
          context.around().out().println(line("ids", ids));
        }
      }
      return ExitCode.OK;
    }
  }

  @Command(
      name = "decode",
      description = "Reads lines {\"ids\": [...]} and writes a line {\"text\": ...} for each.")
  static final class Decode implements Callable<Integer> {
    @Mixin private final Context context;
    @Mixin private final TokenizerOption tokenizer = new TokenizerOption();
    @Mixin private final Input input = new Input();

    Decode(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      Tokenizer loaded = tokenizer.load(context.around());
      try (JsonLines lines = input.lines(context.around())) {
        for (int[] ids = lines.ids(); ids != null; ids = lines.ids()) {
          for (int id : ids) {
            if (!loaded.isToken(id)) {
              throw Errors.noToken(lines.name(), lines.number(), id, loaded.vocabularySize());
            }
          }
          String text = new String(loaded.decode(ids), StandardCharsets.UTF_8);
          context.around().out().println(line("text", text));
        }
      }
      return ExitCode.OK;
    }
  }

  @Command(
      name = "train",
      description = "Learns a byte-level BPE tokenizer from lines {\"text\": ...}.")
  static final class Train implements Callable<Integer> {
    private static final int TEXTS_AT_ONCE = 4096;

    @Mixin private final Context context;
    @Mixin private final Input input = new Input();

    @Option(
        names = "--out",
        required = true,
        paramLabel = "FILE",
        description = "The tokenizer.json to write.")
    private Path out = Path.of("");

    @Option(
        names = "--vocabulary-size",
        required = true,
        paramLabel = "N",
        description = "Ids wanted: 256 bytes, the merges, and special tokens.")
    private int vocabularySize;

    @Option(
        names = "--pattern",
        paramLabel = "NAME",
        defaultValue = "gpt2",
        description =
            "How text is cut: gpt2, cl100k, qwen2 or cl100k-numbers (default: ${DEFAULT-VALUE}).")
    private String pattern = "";

    @Option(names = "--nfc", description = "Normalizes text to NFC first.")
    private boolean nfc;

    @Option(
        names = "--special",
        paramLabel = "TOKEN",
        description =
            "A special token, repeatable; the first one ends a text (default: <|endoftext|>).")
    private List<String> specials = new ArrayList<>();

    @Option(
        names = "--workers",
        paramLabel = "N",
        defaultValue = "1",
        description =
            "Threads that count; the result is the same for any number (default:"
                + " ${DEFAULT-VALUE}).")
    private int workers;

    Train(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      if (!BpeTrainer.patterns().contains(pattern)) {
        throw Errors.notOneOf("--pattern", pattern, BpeTrainer.patterns());
      }
      List<String> wanted = specials.isEmpty() ? List.of("<|endoftext|>") : specials;
      int least = 256 + wanted.size();
      if (vocabularySize < least || vocabularySize > 1 << 24) {
        throw Errors.notWithin("--vocabulary-size", vocabularySize, least, 1 << 24);
      }
      if (workers < 1 || workers > 1024) {
        throw Errors.notWithin("--workers", workers, 1, 1024);
      }
      Path file = context.around().path(out);
      if (Files.exists(file)) {
        throw Errors.exists(file);
      }
      Tokenizer trained =
          BpeTrainer.train(String.valueOf(file.getFileName()), counts(), vocabularySize, wanted);
      write(trained, file);
      String digest = HexFormat.of().formatHex(trained.digest());
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("tokenizer", file.toString());
      data.put("vocabularySize", trained.vocabularySize());
      data.put("digest", digest);
      context.answer(
          context.around().shown(file) + ": " + trained.vocabularySize() + " ids, digest " + digest,
          data);
      return ExitCode.OK;
    }

    /** The file appears whole or not at all. */
    private static void write(Tokenizer trained, Path file) throws IOException {
      Path unfinished =
          file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".unfinished");
      try {
        try (OutputStream json = new BufferedOutputStream(Files.newOutputStream(unfinished))) {
          trained.writeJson(json);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    }

    private PieceCounts counts() throws IOException {
      List<PieceCounts> parts =
          IntStream.range(0, workers).mapToObj(i -> BpeTrainer.counts(pattern, nfc)).toList();
      try (JsonLines lines = input.lines(context.around())) {
        List<String> texts = new ArrayList<>();
        for (String text = lines.text(); text != null; text = lines.text()) {
          texts.add(text);
          if (texts.size() == TEXTS_AT_ONCE) {
            count(texts, parts);
            texts.clear();
          }
        }
        count(texts, parts);
      }
      for (PieceCounts part : parts.subList(1, workers)) {
        parts.get(0).add(part);
      }
      return parts.get(0);
    }

    private void count(List<String> texts, List<PieceCounts> parts) {
      IntStream.range(0, workers)
          .parallel()
          .forEach(
              worker -> {
                for (int i = worker; i < texts.size(); i += workers) {
                  parts.get(worker).add(texts.get(i));
                }
              });
    }
  }

  @Command(
      name = "compare",
      description = "Compares the ids of texts with another tokenizer's or with those of a file.")
  static final class Compare implements Callable<Integer> {
    @Mixin private final Context context;
    @Mixin private final TokenizerOption tokenizer = new TokenizerOption();
    @Mixin private final Input input = new Input();

    @Option(names = "--with", paramLabel = "FILE", description = "The other tokenizer.")
    private @Nullable Path with;

    @Option(
        names = "--ids",
        paramLabel = "FILE",
        description = "Lines {\"ids\": [...]} that another program made of the same texts.")
    private @Nullable Path ids;

    private long texts;
    private long equal;
    private long tokens;
    private long otherTokens;
    private final List<String> differences = new ArrayList<>();

    Compare(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      Surroundings around = context.around();
      if ((with == null) == (ids == null)) {
        throw Errors.oneOf("--with", "--ids");
      }
      Tokenizer loaded = tokenizer.load(around);
      Tokenizer other = with == null ? null : Tokenizer.load(around.path(with));
      try (JsonLines lines = input.lines(around);
          JsonLines others = ids == null ? null : JsonLines.open(around, ids)) {
        for (String text = lines.text(); text != null; text = lines.text()) {
          int[] found = others == null ? Objects.requireNonNull(other).encode(text) : others.ids();
          if (found == null) {
            throw Errors.unevenLines(
                Objects.requireNonNull(others).name(), texts + 1, lines.name());
          }
          compare(lines.name() + ":" + lines.number(), loaded.encode(text), found);
        }
        if (others != null && others.hasMore()) {
          throw Errors.unevenLines(lines.name(), texts + 1, others.name());
        }
      }
      return answer();
    }

    private void compare(String place, int[] ours, int[] theirs) {
      texts++;
      tokens += ours.length;
      otherTokens += theirs.length;
      int at = Arrays.mismatch(ours, theirs);
      if (at < 0) {
        equal++;
      } else if (differences.size() < 10) {
        differences.add(
            place + ": token " + at + ": " + around(ours, at) + " and " + around(theirs, at));
      }
    }

    private static String around(int[] ids, int at) {
      return Arrays.toString(Arrays.copyOfRange(ids, at, Math.min(ids.length, at + 4)));
    }

    private int answer() {
      StringBuilder people = new StringBuilder();
      people.append(
          String.format(
              Locale.ROOT,
              "%,d of %,d texts have equal ids; %,d and %,d tokens%n",
              equal,
              texts,
              tokens,
              otherTokens));
      differences.forEach(difference -> people.append(difference).append('\n'));
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("texts", texts);
      data.put("equal", equal);
      data.put("tokens", tokens);
      data.put("otherTokens", otherTokens);
      data.put("differences", differences);
      context.answer(people.toString(), data);
      return equal == texts ? ExitCode.OK : ExitCode.FOUND;
    }
  }
}
