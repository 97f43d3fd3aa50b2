package org.estover.licensing.portal.difference;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.estover.licensing.portal.lookup.Answer;
import org.estover.licensing.portal.lookup.Dropped;
import org.estover.licensing.portal.lookup.Finder;
import org.estover.licensing.terms.withdrawal.WithdrawnSet;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.reconstruct.ReleaseDiff;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedDocument;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares two releases once and writes what differs into a file, each document with the reason
 * that the releases know. Used by one thread; memory: a place for every {@value Difference#PAGE}
 * lines.
 */
final class Comparison implements ReleaseDiff.Sink {
  private final Release first;
  private final Release second;
  private final Finder finder;
  private final WithdrawnSet withdrawn;
  private final JsonMapper json;
  private final List<Long> pages = new ArrayList<>();
  private @Nullable OutputStream out;
  private long written;
  private long rows;
  private long removed;
  private long added;
  private long changed;

  Comparison(
      Release first, Release second, Finder finder, WithdrawnSet withdrawn, JsonMapper json) {
    this.first = first;
    this.second = second;
    this.finder = finder;
    this.withdrawn = withdrawn;
    this.json = json;
  }

  /** Ends the comparison of sequences at the first that differs: the rest differs as well. */
  private static final class DiffersException extends IOException {
    private static final long serialVersionUID = 1L;
    private final long position;

    DiffersException(long position) {
      super("position " + position);
      this.position = position;
    }
  }

  /** Compares and writes the file. */
  Difference into(Path file) throws IOException {
    long differsFrom = -1;
    String notComparable = "";
    try (OutputStream opened = new BufferedOutputStream(Files.newOutputStream(file));
        Reconstruct a = Reconstruct.of(first);
        Reconstruct b = Reconstruct.of(second)) {
      out = opened;
      ReleaseDiff.Summary summary = ReleaseDiff.compare(a, b, this);
      notComparable = summary.notComparable();
    } catch (DiffersException e) {
      differsFrom = e.position;
    }
    return new Difference(
        removed,
        added,
        changed,
        first.content().documents() - removed,
        differsFrom,
        notComparable,
        file,
        pages);
  }

  @Override
  public void document(@Nullable ReleasedDocument ofFirst, @Nullable ReleasedDocument ofSecond)
      throws IOException {
    if (ofFirst != null && ofSecond != null) {
      changed++;
      write(row("changed", ofSecond, ofFirst, "now", "", "", ""));
    } else if (ofFirst != null) {
      removed++;
      write(removedBecause(ofFirst));
    } else if (ofSecond != null) {
      added++;
      write(addedBecause(ofSecond));
    }
  }

  @Override
  public void sequence(long position) throws IOException {
    throw new DiffersException(position);
  }

  private Row removedBecause(ReleasedDocument document) throws IOException {
    List<Dropped> dropped = finder.byDocument(second, document.id()).dropped();
    if (!dropped.isEmpty()) {
      String survivor = dropped.get(0).survivor();
      return row(
          "removed",
          document,
          null,
          survivor.isEmpty() ? "dropped" : "survivor",
          dropped.get(0).stage(),
          dropped.get(0).rule(),
          survivor);
    }
    if (withdrawn.covers(document.id(), document.uri())) {
      return row("removed", document, null, Row.WITHDRAWN, "", "", "");
    }
    String other = other(second, document);
    return row("removed", document, null, other.isEmpty() ? "absent" : "replaced", "", "", other);
  }

  private Row addedBecause(ReleasedDocument document) throws IOException {
    List<Dropped> dropped = finder.byDocument(first, document.id()).dropped();
    if (!dropped.isEmpty()) {
      return row(
          "added", document, null, "readmitted", dropped.get(0).stage(), dropped.get(0).rule(), "");
    }
    String other = other(first, document);
    return row("added", document, null, other.isEmpty() ? "added" : "replaces", "", "", other);
  }

  /** Another document of the same address, "" where a release has none. */
  private String other(Release release, ReleasedDocument document) throws IOException {
    if (document.uri().isEmpty()) {
      return "";
    }
    Answer answer = finder.byAddress(release, List.of(document.uri()));
    return answer.kept().isEmpty() ? "" : answer.kept().get(0).document().id();
  }

  private static Row row(
      String change,
      ReleasedDocument document,
      @Nullable ReleasedDocument earlier,
      String reason,
      String stage,
      String rule,
      String other) {
    return new Row(
        change,
        document.id(),
        document.uri(),
        document.source(),
        document.license(),
        document.holder(),
        document.rights(),
        earlier == null ? "" : earlier.license(),
        earlier == null ? "" : earlier.holder(),
        earlier == null ? "" : earlier.rights(),
        reason,
        stage,
        rule,
        other);
  }

  private void write(Row row) throws IOException {
    OutputStream opened = out;
    if (opened == null) {
      throw new IllegalStateException("no file");
    }
    if (rows % Difference.PAGE == 0) {
      pages.add(written);
    }
    byte[] line = (json.writeValueAsString(row) + "\n").getBytes(StandardCharsets.UTF_8);
    opened.write(line);
    written += line.length;
    rows++;
  }
}
