#!/usr/bin/env python3
"""dedupe_table.py RESULT: the table of a JMH result of the benchmarks of module dedupe."""
import json, sys

print(f"{'benchmark':44} {'CPU s':>7} {'best':>7} {'MB/s':>7} {'allocated':>10} {'found':>11}")
for run in sorted(json.load(open(sys.argv[1])), key=lambda run: run["benchmark"]):
    name = ".".join(run["benchmark"].split(".")[-2:]).replace("Benchmark", "")
    name += "".join(" " + value for key, value in sorted(run.get("params", {}).items()))
    # JMH sums these up; a row shows one pass.
    passes = {key: [x for fork in value["rawData"] for x in fork]
              for key, value in run["secondaryMetrics"].items()}
    count = {key: sum(values) / len(values) for key, values in passes.items()}
    print(f"{name:44} {count['cpuNanos'] / 1e9:7.2f} {min(passes['cpuNanos']) / 1e9:7.2f} "
          f"{count['textBytes'] / count['cpuNanos'] * 1000:7.1f} "
          f"{count['allocatedBytes'] / count['textBytes']:10.2f} {count['found']:11,.0f}")
