package org.estover.crawl.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.estover.crawl.source.ReadLimits;

/**
 * Reads the documents of one kind of source, such as Wikipedia's dumps.
 *
 * <p>A reader holds no state, so calls are independent of each other and may run at the same time,
 * each with its own sink. Bad data never throws: it arrives as an {@code Aside}, and reading goes
 * on where the format allows it. Time is linear in the size of a file; memory is bounded by the
 * limits, whatever a file holds, and nesting never exhausts the stack.
 */
public interface DocumentReader {
  /** Returns what plans and commands call the kind, in kebab case: {@code wikipedia}. */
  String kind();

  /**
   * Returns the kind and the number of what is made of a file: {@code wikipedia v1}. Any change of
   * a document that a file gives raises it.
   */
  String version();

  /** Returns which files it reads, for people, in one line without a full stop. */
  String reads();

  /** Returns what may be said about how it reads, in the order that people are told. */
  default List<ReaderOption> options() {
    return List.of();
  }

  /**
   * Returns the reader that reads as the options say; those not named keep their defaults.
   *
   * @throws IllegalArgumentException if there is no such option or its value cannot be taken, with
   *     a message for people
   */
  default DocumentReader with(SortedMap<String, String> options) {
    ReaderOption.check(this, options);
    return this;
  }

  /**
   * Whether a file or folder that is found in a folder is one of its inputs. Of a folder that it
   * takes, what lies in it is left to the reader; of others, all that lies in them is asked for.
   */
  default boolean takes(Path found) {
    return Files.isRegularFile(found);
  }

  /**
   * Reads a file or folder; what files are packed in is undone by {@link PackedFile}.
   *
   * @param name what documents and asides call it; never a path of the machine
   * @throws IOException if the file cannot be read, or the sink throws
   */
  void read(Path file, String name, ReadLimits limits, ReadSink sink) throws IOException;
}
