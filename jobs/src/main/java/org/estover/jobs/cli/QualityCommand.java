package org.estover.jobs.cli;

import picocli.CommandLine.Command;

@Command(
    name = "quality",
    description = "Learns to tell good texts from others, and scores documents by a model.",
    subcommands = {QualityTrain.class, QualityScore.class})
final class QualityCommand {}
