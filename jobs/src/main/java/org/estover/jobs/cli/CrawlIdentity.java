package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.crawl.fetch.CrawlerIdentity;
import org.estover.crawl.fetch.CrawlerKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "identity",
    description =
        "Makes the key that a crawl signs its requests with (Web Bot Auth), or shows what of it is to"
            + " be served.")
final class CrawlIdentity implements Callable<Integer> {
  @Mixin private final Context context;

  @Parameters(paramLabel = "FILE", arity = "0..1", description = "A key's file, to be shown.")
  private @Nullable Path file;

  @Option(
      names = "--new",
      paramLabel = "FILE",
      description = "Make a key, in a file that only its owner can read; one that is there stays.")
  private @Nullable Path fresh;

  CrawlIdentity(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    CrawlerKey key;
    if (fresh != null && file == null) {
      Path target = context.around().path(fresh);
      if (Files.exists(target)) {
        throw Errors.exists(target);
      }
      key = CrawlerKey.generate(new SecureRandom());
      key.write(target);
      context.note("wrote " + context.around().shown(target));
    } else if (file != null && fresh == null) {
      key = CrawlerKey.read(context.around().path(file));
    } else {
      throw Errors.oneKeyFile();
    }
    context.note(
        "serve this as "
            + CrawlerIdentity.DIRECTORY_TYPE
            + "\nat "
            + CrawlerIdentity.DIRECTORY
            + " of the host of your contact page:");
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("keyId", key.thumbprint());
    data.put("path", CrawlerIdentity.DIRECTORY);
    data.put("mediaType", CrawlerIdentity.DIRECTORY_TYPE);
    data.put("directory", Json.MAPPER.readTree(key.directory()));
    context.answer(key.directory(), data);
    return ExitCode.OK;
  }
}
