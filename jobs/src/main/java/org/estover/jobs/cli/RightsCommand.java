package org.estover.jobs.cli;

import picocli.CommandLine.Command;

@Command(
    name = "rights",
    description =
        "Explains what pages declare about their use, checks site files, decides runs again.",
    subcommands = {RightsExplain.class, RightsRedecide.class, RightsRobots.class, SiteLint.class})
final class RightsCommand {}
