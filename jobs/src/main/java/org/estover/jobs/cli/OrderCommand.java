package org.estover.jobs.cli;

import picocli.CommandLine.Command;

@Command(
    name = "order",
    description =
        "Computes orders: those of other trainers, and what follows from a release's own.",
    subcommands = {
      OrderNeox.class,
      OrderMegatron.class,
      OrderBlend.class,
      OrderSplit.class,
      OrderRoots.class,
      OrderDerive.class
    })
final class OrderCommand {}
