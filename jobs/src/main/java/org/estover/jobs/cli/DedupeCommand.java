package org.estover.jobs.cli;

import picocli.CommandLine.Command;

@Command(
    name = "dedupe",
    description = "Finds duplicates in files: JSONL (.gz, .zst), Parquet, or the folder of a run.",
    subcommands = {DedupeNear.class, DedupeExact.class, DedupeSpans.class})
final class DedupeCommand {}
