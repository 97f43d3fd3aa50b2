package org.estover.jobs.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Explains the portal, which the launcher starts as a process of its own; what stands here reads
 * its options as that process does, and never runs it.
 */
@Command(
    name = "portal",
    description = {
      "Serves the trust's web site, API and downloads, until Ctrl-C.",
      "",
      "Founds a trust where there is no ledger yet. Other settings are given as --NAME=VALUE by"
          + " their names with a dot (--estover.portal.releases=DIR, --server.port=N), or in the"
          + " environment (ESTOVER_PORTAL_RELEASES); the password of a database only there, as"
          + " ESTOVER_PORTAL_DATABASEPASSWORD."
    })
@SuppressWarnings("UnusedVariable") // the portal's own process reads them
final class PortalCommand implements Callable<Integer> {
  @Mixin private final Context context;

  @Option(names = "--port", paramLabel = "N", description = "Port to listen on (default: 8460).")
  private @Nullable Integer port;

  @Option(
      names = "--address",
      paramLabel = "IP",
      description = "Address to listen on (default: 127.0.0.1, which this machine alone reaches).")
  private @Nullable String address;

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description = "Address by which visitors reach it (default: http://localhost:N).")
  private @Nullable URI publicUrl;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Folder of the portal's own files: accounts, cases, keys (default: beside the ledger, in"
              + " \"portal\" where the ledger's folder is named \"ledger\", else in DIR.portal).")
  private @Nullable Path data;

  @Option(
      names = "--database-url",
      paramLabel = "JDBC",
      description = "A PostgreSQL database for accounts and cases (default: H2 in --data).")
  private @Nullable String databaseUrl;

  @Option(names = "--database-user", paramLabel = "NAME", description = "User of that database.")
  private @Nullable String databaseUser;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the trust, where it has to be founded first.")
  private @Nullable String name;

  PortalCommand(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    throw Errors.portalOfItsOwn();
  }
}
