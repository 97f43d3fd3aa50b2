package org.estover.licensing.portal.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.estover.tokenize.release.ClassCount;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleaseContent;
import org.estover.tokenize.release.ReleasedFile;
import org.estover.tokenize.release.ReleasedSource;
import org.estover.tokenize.release.Removal;
import org.jspecify.annotations.Nullable;

/** A published release: what it holds, and by which order it is read. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReleaseJson(
    String id,
    String name,
    String contentSha256,
    long documents,
    long tokens,
    @Nullable String base,
    Tokenizer tokenizer,
    Order order,
    List<Source> sources,
    List<Count> licenses,
    List<Count> rights,
    List<Removed> removals) {

  /** Which tokenizer made the tokens. */
  record Tokenizer(String name, String sha256, int vocabulary, int endOfText) {}

  /** In which order the sequences stand. */
  record Order(String name, String seed, int sequenceTokens, long positions) {}

  /** A source as the release has it. */
  record Source(String name, String weight, long documents, long tokens, long sequences) {
    static Source of(ReleasedSource source) {
      return new Source(
          source.name(), source.weight(), source.documents(), source.tokens(), source.sequences());
    }
  }

  /** How much falls into a class; the license that is not known has an empty name. */
  record Count(String name, long documents, long tokens) {
    static Count of(ClassCount count) {
      return new Count(count.name(), count.documents(), count.tokens());
    }
  }

  /** How many documents a rule removed on the way. */
  record Removed(String stage, String rule, long documents) {
    static Removed of(Removal removal) {
      return new Removed(removal.stage(), removal.rule(), removal.documents());
    }
  }

  /** A file of a release. */
  record File(String name, long size, String sha256) {
    static File of(ReleasedFile file) {
      return new File(file.name(), file.size(), file.sha256());
    }
  }

  static ReleaseJson of(Release release) {
    ReleaseContent content = release.content();
    return new ReleaseJson(
        release.id(),
        content.name(),
        release.manifest().contentSha256(),
        content.documents(),
        content.tokens(),
        content.base().isEmpty() ? null : content.base(),
        new Tokenizer(
            content.tokenizer().name(),
            content.tokenizer().digest(),
            content.tokenizer().vocabularySize(),
            content.tokenizer().endOfText()),
        new Order(
            content.order().name(),
            Long.toString(content.order().seed()),
            content.order().sequenceTokens(),
            content.order().positions()),
        content.sources().stream().map(Source::of).toList(),
        content.licenses().stream().map(Count::of).toList(),
        content.rights().stream().map(Count::of).toList(),
        content.removals().stream().map(Removed::of).toList());
  }
}
