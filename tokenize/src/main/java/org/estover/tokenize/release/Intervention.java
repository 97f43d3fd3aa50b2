package org.estover.tokenize.release;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What makes a release differ from its parent: from a training step on, other tokens stand in some
 * places.
 *
 * <p>Shards, order and number of steps are the parent's. A sequence at a position below {@link
 * #fromPosition()} has the parent's tokens; at any other, those of the shards with the {@link
 * TokenChanges changes} applied. So a sequence that is read several times may have both.
 *
 * @param parent the release that this one is derived from
 * @param sequencesPerStep of the training that the step is one of
 * @param fromStep the first step that reads what was changed
 * @param wholeWords whether only whole words were replaced
 * @param swaps what was replaced by what
 * @param documents how many documents have a change
 * @param tokens how many tokens of the shards do
 * @param changes the file that lists every one of them
 */
public record Intervention(
    String parent,
    int sequencesPerStep,
    long fromStep,
    boolean wholeWords,
    List<Swap> swaps,
    long documents,
    long tokens,
    ReleasedFile changes) {
  /** The name of the algorithm, with its version. */
  public static final String NAME = "estover.swap.v1";

  private static final Pattern RELEASE_ID = Pattern.compile("rel_[0-9a-f]{32}");

  /** Checks that something is changed, and that each text is replaced by one other. */
  public Intervention {
    swaps = List.copyOf(swaps);
    if (!RELEASE_ID.matcher(parent).matches()
        || sequencesPerStep <= 0
        || fromStep < 0
        || documents <= 0
        || tokens < documents) {
      throw new IllegalArgumentException(
          "an intervention in \""
              + parent
              + "\" from step "
              + fromStep
              + " of "
              + sequencesPerStep
              + " sequences on, in "
              + tokens
              + " tokens of "
              + documents
              + " documents");
    }
    Set<String> replaced = new HashSet<>();
    for (Swap swap : swaps) {
      if (!replaced.add(swap.from())) {
        throw new IllegalArgumentException("\"" + swap.from() + "\" is replaced twice");
      }
    }
    if (swaps.isEmpty()) {
      throw new IllegalArgumentException("an intervention that replaces nothing");
    }
  }

  /** The first position of the order that reads what was changed. */
  public long fromPosition() {
    return Math.multiplyExact(fromStep, (long) sequencesPerStep);
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new HashMap<>();
    json.put("name", NAME);
    json.put("parent", parent);
    json.put("sequences-per-step", sequencesPerStep);
    json.put("from-step", fromStep);
    json.put("whole-words", wholeWords);
    json.put("swaps", swaps.stream().map(Swap::toJson).toList());
    json.put("documents", documents);
    json.put("tokens", tokens);
    json.put("changes", changes.toJson());
    return json;
  }

  static Intervention fromJson(JsonFields json) {
    String name = json.text("name");
    if (!name.equals(NAME)) {
      throw new IllegalArgumentException(
          "intervention \"" + name + "\" is unknown; this program knows " + NAME);
    }
    Intervention intervention =
        new Intervention(
            json.text("parent"),
            Math.toIntExact(json.integer("sequences-per-step")),
            json.integer("from-step"),
            json.flag("whole-words"),
            json.objects("swaps", Swap::fromJson),
            json.integer("documents"),
            json.integer("tokens"),
            ReleasedFile.fromJson(json.object("changes")));
    json.end();
    return intervention;
  }
}
