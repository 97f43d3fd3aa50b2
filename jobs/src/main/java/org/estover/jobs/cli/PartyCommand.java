package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.estover.licensing.terms.party.Delegation;
import org.estover.licensing.terms.party.Party;
import org.estover.licensing.terms.party.SignatureKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "party",
    description = "Registers parties, the keys that they sign with, and who acts for whom.",
    subcommands = {
      PartyCommand.Register.class,
      PartyCommand.Key.class,
      PartyCommand.Delegate.class,
      PartyCommand.Revoke.class
    })
final class PartyCommand {

  @Command(name = "register", description = "Registers a party, such as an agent that is to act.")
  static final class Register implements Callable<Integer> {
    @Mixin private final Context context;

    @Option(
        names = "--role",
        defaultValue = "developer",
        paramLabel = "WORD",
        description = "developer, rights-holder or auditor (default: ${DEFAULT-VALUE}).")
    private String role = "";

    @Option(
        names = "--name",
        required = true,
        paramLabel = "NAME",
        description = "Name of the party.")
    private String name = "";

    @Option(
        names = "--contact",
        paramLabel = "TEXT",
        description = "How to reach the party; kept in the vault.")
    private String contact = "";

    Register(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      Arguments.checked(() -> Party.of(role, "pty_0000", name, contact));
      try (OpenTrust open = OpenTrust.open(context)) {
        Party party = open.trust().keys().registerParty(role, name, contact);
        context.answer(
            "party " + party.id() + ": \"" + name + "\", " + role,
            Map.of("party", party.id(), "role", role));
      }
      return ExitCode.OK;
    }
  }

  @Command(name = "key", description = "Registers the Ed25519 key with which a party signs.")
  static final class Key implements Callable<Integer> {
    @Mixin private final Context context;

    @Option(
        names = "--party",
        required = true,
        paramLabel = "PARTY",
        description = "Id or name of the party.")
    private String party = "";

    @Option(
        names = "--public-key",
        required = true,
        paramLabel = "FILE",
        description = "The public key, as \"openssl pkey -pubout\" writes it, or in base64.")
    private Path publicKey = Path.of("");

    @Option(names = "--replaces", paramLabel = "ID", description = "The key that counts no more.")
    private String replaces = "";

    Key(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      String text = Files.readString(context.around().path(publicKey), StandardCharsets.ISO_8859_1);
      String key = Arguments.checked(() -> SignatureKey.read(text));
      try (OpenTrust open = OpenTrust.open(context)) {
        Party holder = open.party("--party", party);
        SignatureKey registered =
            open.trust().keys().register(new SignatureKey(holder.id(), key, replaces));
        boolean counts = open.trust().keys().counts(registered);
        context.answer(
            "key "
                + registered.id()
                + " of \""
                + holder.name()
                + "\""
                + (counts ? "" : ", which another key replaced: it counts no more"),
            Map.of(
                "key", registered.id(), "party", holder.id(), "publicKey", key, "counts", counts));
      }
      return ExitCode.OK;
    }
  }

  @Command(
      name = "delegate",
      description = "Records that a party lets another one act for it, over its signature.")
  static final class Delegate implements Callable<Integer> {
    @Mixin private final Context context;

    @Option(
        names = "--from",
        required = true,
        paramLabel = "PARTY",
        description = "Id or name of who delegates.")
    private String from = "";

    @Option(
        names = "--to",
        required = true,
        paramLabel = "PARTY",
        description = "Id or name of who may act.")
    private String to = "";

    @Option(
        names = "--scope",
        defaultValue = Delegation.SIGN_TRAINING,
        paramLabel = "WORD",
        description = "What for (default: ${DEFAULT-VALUE}).")
    private String scope = "";

    @Option(names = "--first-day", paramLabel = "DATE", description = "Default: today.")
    private @Nullable LocalDate firstDay;

    @Option(names = "--last-day", paramLabel = "DATE", description = "Default: open.")
    private @Nullable LocalDate lastDay;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description = "Instead of recording: writes the words that are to be signed.")
    private @Nullable Path out;

    @Option(
        names = "--signature",
        paramLabel = "FILE",
        description = "Ed25519 signature of who delegates under those words.")
    private @Nullable Path signature;

    Delegate(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      Path words = out;
      Path evidence = signature;
      if (words != null && evidence != null) {
        throw Errors.oneOf("--out", "--signature");
      }
      LocalDate first = context.day(firstDay);
      try (OpenTrust open = OpenTrust.open(context)) {
        Party principal = open.party("--from", from);
        Party agent = open.party("--to", to);
        Delegation delegation =
            Arguments.checked(
                () ->
                    new Delegation(
                        principal.id(), agent.id(), scope, first, Optional.ofNullable(lastDay)));
        if (words != null) {
          return write(delegation, context.around().path(words));
        }
        if (evidence == null) {
          throw Errors.oneOf("--out", "--signature");
        }
        byte[] signed = SignatureKey.signature(Files.readAllBytes(context.around().path(evidence)));
        open.trust().keys().delegate(delegation, signed);
        context.answer(
            "delegation "
                + delegation.id()
                + ": \""
                + agent.name()
                + "\" acts for \""
                + principal.name()
                + "\" in "
                + scope,
            Map.of("delegation", delegation.id(), "from", principal.id(), "to", agent.id()));
      }
      return ExitCode.OK;
    }

    private int write(Delegation delegation, Path file) throws IOException {
      if (Files.exists(file)) {
        throw Errors.exists(file);
      }
      Files.write(file, delegation.signed());
      context.answer(
          new String(delegation.signed(), StandardCharsets.US_ASCII) + context.wrote(List.of(file)),
          Map.of("delegation", delegation.id(), "file", file.toString()));
      return ExitCode.OK;
    }
  }

  @Command(name = "revoke", description = "Revokes a key or a delegation.")
  static final class Revoke implements Callable<Integer> {
    @Mixin private final Context context;

    @Parameters(paramLabel = "ID", description = "The key (key_...) or delegation (dlg_...).")
    private String id = "";

    Revoke(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      try (OpenTrust open = OpenTrust.open(context)) {
        if (id.startsWith("dlg_")) {
          open.trust().keys().revokeDelegation(id);
        } else {
          open.trust().keys().revoke(id);
        }
        context.answer("revoked " + id, Map.of("revoked", id));
      }
      return ExitCode.OK;
    }
  }
}
