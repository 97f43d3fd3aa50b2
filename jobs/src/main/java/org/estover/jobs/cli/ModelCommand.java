package org.estover.jobs.cli;

import picocli.CommandLine.Command;

@Command(
    name = "model",
    description = "Registers models, what they were made from and where they are in use.",
    subcommands = {ModelRegister.class, ModelDeploy.class, ModelShow.class})
final class ModelCommand {}
