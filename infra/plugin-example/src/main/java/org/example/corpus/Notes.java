package org.example.corpus;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.estover.crawl.read.DocumentReader;
import org.estover.crawl.read.ReadDocument;
import org.estover.crawl.read.ReadSink;
import org.estover.crawl.read.ReaderPlugin;
import org.estover.crawl.source.ReadLimits;

/** Reads files of notes that lines with a percent sign part. */
public final class Notes implements ReaderPlugin {
  @Override
  public String name() {
    return "notes";
  }

  @Override
  public String version() {
    return "v1";
  }

  @Override
  public DocumentReader reader() {
    return new NotesReader(name(), name() + " " + version());
  }

  private record NotesReader(String kind, String version) implements DocumentReader {
    @Override
    public String reads() {
      return "files of notes with a line of % between them";
    }

    @Override
    public void read(Path file, String name, ReadLimits limits, ReadSink sink) throws IOException {
      try (BufferedReader lines = Files.newBufferedReader(file)) {
        StringBuilder note = new StringBuilder();
        long number = 1;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.equals("%")) {
            number += add(note, name, number, sink);
          } else {
            note.append(line).append('\n');
          }
        }
        add(note, name, number, sink);
      }
    }

    private static int add(StringBuilder note, String name, long number, ReadSink sink)
        throws IOException {
      String text = note.toString().strip();
      note.setLength(0);
      if (text.isEmpty()) {
        return 0;
      }
      String id = name + "#" + number;
      sink.document(new ReadDocument(id, "", "", text, "", "", "", "", name, number));
      return 1;
    }
  }
}
