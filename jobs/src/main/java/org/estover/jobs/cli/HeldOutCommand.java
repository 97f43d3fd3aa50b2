package org.estover.jobs.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.estover.crawl.document.DocumentId;
import org.estover.jobs.dedupe.Documents;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.SurvivorRow;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.StageName;
import org.estover.jobs.stage.EditedDocuments;
import org.estover.jobs.stage.RowFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "held-out",
    description =
        "Writes the documents that a run holds out for validation as JSONL, by their ids: none of"
            + " them shares a cluster with one that is trained on.")
final class HeldOutCommand implements Callable<Integer> {
  private static final JsonFactory JSON = new JsonFactory();

  @Mixin private final Context context;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder to write: held-out.jsonl.")
  private @Nullable Path out;

  HeldOutCommand(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    RunFolder run = context.run();
    if (!Files.isDirectory(run.folder(StageName.DEDUPE))) {
      throw Errors.noClusters(run.root());
    }
    Path target = context.around().path(Objects.requireNonNull(out));
    int[] count = {0};
    NewFolder.write(
        target,
        unfinished -> {
          try (Documents lines = Documents.in(unfinished.resolve(".lines"));
              OutputStream file =
                  new BufferedOutputStream(
                      Files.newOutputStream(unfinished.resolve("held-out.jsonl")))) {
            read(run, lines);
            for (int document : lines.inOrder()) {
              file.write(lines.utf8(document));
            }
            count[0] = lines.size();
          }
        });
    String file = context.around().shown(target.resolve("held-out.jsonl"));
    context.answer(
        Table.counted(count[0], "document") + " held out, in " + file,
        Map.of("heldOut", count[0], "file", file));
    return ExitCode.OK;
  }

  private static void read(RunFolder run, Documents lines) throws IOException {
    String documents = run.folder(StageName.EXTRACT).resolve("documents").toString();
    Path verdicts = run.folder(StageName.DEDUPE).resolve("verdicts");
    for (RowFile file : RowFile.in(verdicts)) {
      try (RowReader<SurvivorRow> judged =
              RowReader.open(SurvivorRow.TYPE, file.at(verdicts.toString()), "rule");
          RowReader<DocumentRow> rows = EditedDocuments.open(documents, file)) {
        for (DocumentRow row = rows.next(); row != null; row = rows.next()) {
          if (judged.required().isHeldOut()) {
            lines.add("", 0, DocumentId.of(row.id()), line(row));
          }
        }
      }
    }
  }

  private static byte[] line(DocumentRow row) throws IOException {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("id", DocumentId.of(row.id()).toString());
      json.writeStringField("text", row.text());
      json.writeStringField("url", row.uri());
      json.writeStringField("source", row.source());
      json.writeStringField("license", row.license());
      json.writeStringField("holder", row.holder());
      json.writeEndObject();
    }
    return (line + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
