package org.estover.tokenize.order;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The Merkle roots of a release's training steps, as they are published beside it: whoever holds
 * one can check what a step read without the rest of the release.
 *
 * <p>They depend on the tokens, the order and the number of sequences per step, and on nothing
 * else: not on ranks, rounds or restarts. A text file, see FORMAT.md; neither the release nor its
 * id know of it.
 */
public final class StepRoots {
  /** The first word of the file, with the version of the format. */
  public static final String NAME = "estover.steps.v1";

  private final String dataId;
  private final BatchPlan plan;
  private final List<byte[]> roots;

  private StepRoots(String dataId, BatchPlan plan, List<byte[]> roots) {
    this.dataId = dataId;
    this.plan = plan;
    this.roots = roots;
  }

  /** Roots of all steps from 0, in order. */
  public static StepRoots of(String dataId, BatchPlan plan, List<byte[]> roots) {
    List<byte[]> copies = new ArrayList<>();
    for (byte[] root : roots) {
      if (root.length != StepTree.HASH_SIZE) {
        throw new IllegalArgumentException("a root of " + root.length + " bytes");
      }
      copies.add(root.clone());
    }
    return new StepRoots(dataId, plan, copies);
  }

  /** What was trained on: the release's id, and behind a slash that of a derived order. */
  public String dataId() {
    return dataId;
  }

  /** How many sequences a step has. */
  public BatchPlan plan() {
    return plan;
  }

  /** The number of steps. */
  public long steps() {
    return roots.size();
  }

  /** The root of a step. */
  public byte[] root(long step) {
    return roots.get(Math.toIntExact(step)).clone();
  }

  /** The root over the roots of all steps: one hash that stands for all of them. */
  public byte[] root() {
    StepTree tree = new StepTree();
    roots.forEach(tree::add);
    return tree.root();
  }

  /** Writes the file, whatever was there before. */
  public void write(Path file) throws IOException {
    HexFormat hex = HexFormat.of();
    StringBuilder text = new StringBuilder(NAME);
    text.append(' ').append(dataId);
    text.append(' ').append(plan.sequencesPerStep());
    text.append(' ').append(roots.size());
    text.append(' ').append(hex.formatHex(root())).append('\n');
    roots.forEach(root -> text.append(hex.formatHex(root)).append('\n'));
    AsciiLines.write(file, Stream.of(text.toString()));
  }

  /**
   * Reads a file and checks that its roots make up the root in its first line.
   *
   * @throws CorruptOrderException if they don't, or it is no such file; names the line
   */
  public static StepRoots read(Path file) throws IOException {
    List<String> lines = AsciiLines.read(file);
    String[] words = lines.isEmpty() ? new String[0] : lines.get(0).split(" ", -1);
    String form = NAME + " RELEASE[/ORDER] SEQUENCES STEPS ROOT";
    if (words.length != 5
        || !words[0].equals(NAME)
        || !words[2].matches("[1-9][0-9]{0,8}")
        || !words[3].matches("[0-9]{1,9}")) {
      throw Errors.damagedLine(file, 1, form, lines.isEmpty() ? "" : lines.get(0) + '\n');
    }
    List<byte[]> roots = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      roots.add(hash(file, i + 1, lines.get(i)));
    }
    if (roots.size() != Integer.parseInt(words[3])) {
      throw Errors.damaged(file, lines.size(), words[3] + " roots", roots.size() + " roots");
    }
    StepRoots read =
        new StepRoots(words[1], new BatchPlan(Integer.parseInt(words[2])), List.copyOf(roots));
    if (!Arrays.equals(read.root(), hash(file, 1, words[4]))) {
      throw Errors.damaged(
          file, 1, "root " + words[4], "root " + HexFormat.of().formatHex(read.root()));
    }
    return read;
  }

  private static byte[] hash(Path file, long line, String text) throws CorruptOrderException {
    if (!text.matches("[0-9a-f]{64}")) {
      throw Errors.damagedLine(file, line, "a hash of 64 hex digits", text + '\n');
    }
    return HexFormat.of().parseHex(text);
  }
}
