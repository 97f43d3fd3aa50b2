#!/usr/bin/env python3
"""tokenizer_table.py RESULT: the table of a JMH result of TokenizerBenchmark."""
import json, sys

rows = {}
for run in json.load(open(sys.argv[1])):
    count = {k: v["score"] for k, v in run["secondaryMetrics"].items()}
    speed = count["textBytes"] / count["cpuNanos"] * 1000
    rows[run["params"]["input"], run["params"]["library"]] = (
        speed, count["allocatedBytes"] / count["tokens"], count["tokens"])
print(f"{'input':6} {'library':18} {'MB/s':>7} {'x jtokkit':>10} {'x native':>9} {'bytes/token':>12}")
for (name, library), (speed, allocated, _) in sorted(rows.items()):
    jtokkit = rows.get((name, "jtokkit-gpt2"), (float("nan"),))[0]
    native = rows.get((name, "djl-" + library.split("-")[-1]), (float("nan"),))[0]
    print(f"{name:6} {library:18} {speed:7.1f} {speed / jtokkit:10.1f} {speed / native:9.1f} "
          f"{allocated:12.1f}")
