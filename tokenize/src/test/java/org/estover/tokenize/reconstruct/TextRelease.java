package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.order.SequenceOrder;
import org.estover.tokenize.order.Slot;
import org.estover.tokenize.reconstruct.reference.NaiveTerms;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleaseWriter;
import org.estover.tokenize.release.SmallRelease;

/** A release of seeded texts of a few words, in GPT-2's tokens, with all of it kept in memory. */
final class TextRelease {
  private static final List<String> WORDS =
      List.of(
          " he",
          " she",
          "he",
          "she",
          "He",
          " the",
          " his",
          " her",
          "cat",
          " dog",
          " 12",
          "2",
          "1",
          ".",
          ",\n",
          "  ",
          " ",
          "Zoë",
          " é",
          "日本",
          "本",
          " <|endoftext|>",
          "'s",
          " Straße",
          "٣");

  private final Tokenizer tokenizer;
  private final int inputs;
  private final List<SmallRelease.Source> sources;
  private final List<int[]> streams = new ArrayList<>();

  private TextRelease(Tokenizer tokenizer, int inputs, List<SmallRelease.Source> sources) {
    this.tokenizer = tokenizer;
    this.inputs = inputs;
    this.sources = sources;
    sources.forEach(source -> streams.add(SmallRelease.stream(source)));
  }

  /** Texts in three sources of several weights and shards. */
  static TextRelease of(Tokenizer tokenizer, int inputs, long seed) {
    return new TextRelease(
        tokenizer,
        inputs,
        List.of(
            source(tokenizer, "books", "2.5", 1, 14, 60, seed),
            source(tokenizer, "code", "0.4", 0, 12, 50, seed + 100),
            source(tokenizer, "web", "1", 2, 50, 12, seed + 200)));
  }

  private static SmallRelease.Source source(
      Tokenizer tokenizer, String name, String weight, int bits, int count, int words, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<SmallRelease.Text> texts = new ArrayList<>();
    for (int d = 0; d < count; d++) {
      StringBuilder text = new StringBuilder();
      random
          .ints(random.nextInt(words + 1), 0, WORDS.size())
          .forEach(w -> text.append(WORDS.get(w)));
      texts.add(
          new SmallRelease.Text(
              SmallRelease.document(name, d, random), tokens(tokenizer, text.toString())));
    }
    return new SmallRelease.Source(name, weight, bits, texts);
  }

  private static List<Integer> tokens(Tokenizer tokenizer, String text) {
    return Arrays.stream(tokenizer.encodeOrdinary(text)).boxed().toList();
  }

  /** The same documents with other texts. */
  TextRelease with(UnaryOperator<String> change) {
    List<SmallRelease.Source> changed = new ArrayList<>();
    for (SmallRelease.Source source : sources) {
      List<SmallRelease.Text> texts = new ArrayList<>();
      for (SmallRelease.Text text : source.texts()) {
        List<Integer> tokens = tokens(tokenizer, change.apply(text(text)));
        texts.add(new SmallRelease.Text(text.document(), tokens));
      }
      changed.add(
          new SmallRelease.Source(source.name(), source.weight(), source.shardBits(), texts));
    }
    return new TextRelease(tokenizer, inputs, changed);
  }

  /** The same documents with the tokens that an intervention put into them. */
  TextRelease changedBy(Release derived) throws IOException {
    Map<String, Map<Long, Integer>> changes = new HashMap<>();
    ChangedPlace.list(
        derived,
        place -> {
          Map<Long, Integer> ofDocument =
              changes.computeIfAbsent(place.document().id(), id -> new HashMap<>());
          for (int i = 0; i < place.after().size(); i++) {
            ofDocument.put(place.token() + i, place.after().get(i));
          }
        });
    List<SmallRelease.Source> changed = new ArrayList<>();
    for (SmallRelease.Source source : sources) {
      List<SmallRelease.Text> texts = new ArrayList<>();
      for (SmallRelease.Text text : source.texts()) {
        List<Integer> tokens = new ArrayList<>(text.tokens());
        changes
            .getOrDefault(text.document().id(), Map.of())
            .forEach((token, after) -> tokens.set((int) (long) token, after));
        texts.add(new SmallRelease.Text(text.document(), tokens));
      }
      changed.add(
          new SmallRelease.Source(source.name(), source.weight(), source.shardBits(), texts));
    }
    return new TextRelease(tokenizer, inputs, changed);
  }

  /** A document's text. */
  String text(SmallRelease.Text text) {
    return new String(tokenizer.decode(text.tokenArray()), StandardCharsets.UTF_8);
  }

  List<SmallRelease.Source> sources() {
    return sources;
  }

  /** All tokens of a source, ends of text included. */
  int[] stream(int source) {
    return streams.get(source);
  }

  /** The L+1 tokens at a position. */
  int[] tokens(SequenceOrder order, long position) {
    Slot slot = order.slot(position);
    int start = (int) slot.tokenStart();
    return Arrays.copyOfRange(streams.get(slot.sourceIndex()), start, start + inputs + 1);
  }

  /** A source's documents as the slow search takes them. */
  List<NaiveTerms.Document> documents(int source) {
    List<NaiveTerms.Document> documents = new ArrayList<>();
    long start = 0;
    for (SmallRelease.Text text : sources.get(source).texts()) {
      documents.add(new NaiveTerms.Document(start, text.tokens()));
      start += text.tokens().size() + 1;
    }
    return documents;
  }

  /** Writes shards and seals the release. */
  void write(Path folder) throws IOException {
    ReleaseWriter.seal(
        folder,
        ReleaseWriter.assemble(
            folder,
            SmallRelease.draft(inputs, sources, tokenizer),
            SmallRelease.shards(folder, sources),
            new TreeMap<>()));
  }
}
