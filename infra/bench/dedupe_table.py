#!/usr/bin/env python3
"""dedupe_table.py [--json] ROWS: the table, or all figures, of what infra/bench/dedupe left in the folder ROWS."""
import glob, json, os, re, sys

BARS = {"near-warm": "<= 0.6 s", "near-command": "<= 1.7 s", "datatrove-warm": "<= 1.7 s", "paragraph-bloom": ">= 150 MB/s",
        "spans-warm": "<= 0.8 s", "overlap-warm": ">= 80 MB/s", "clusters": ">= 10 M edges/s"}
ROWS = sys.argv[-1]


def text(name, end, otherwise=""):
    path = f"{ROWS}/{name}.{end}"
    return open(path, encoding="utf8").read().strip() if os.path.exists(path) else otherwise


def row(name):
    time = json.loads(text(name, "time"))
    found = {"name": name, "flags": text(name, "flags"), "peak_kilobytes": time["kilobytes"],
             "process_cpu_seconds": time["user"] + time["system"]}
    if os.path.exists(f"{ROWS}/{name}.json"):
        run, = json.load(open(f"{ROWS}/{name}.json"))
        # JMH sums these up; here they are by pass.
        passes = {key: [x for fork in value["rawData"] for x in fork] for key, value in run["secondaryMetrics"].items()}
        mean = {key: sum(values) / len(values) for key, values in passes.items()}
        found.update(cpu_seconds=mean["cpuNanos"] / 1e9, best_cpu_seconds=min(passes["cpuNanos"]) / 1e9,
                     size=mean["textBytes"], found=mean.get("found", mean.get("markedBytes", 0)), jmh=run)
    else:
        found.update(cpu_seconds=found["process_cpu_seconds"], best_cpu_seconds=found["process_cpu_seconds"],
                     size=int(text(name, "size", "0")), found=int(text(name, "found", "0")))
    return found


def order(name):
    parts = re.split(r"-(?=[0-9.]+$)", name)
    return name.startswith("series"), parts[0], float(parts[1]) if len(parts) > 1 else 0


names = sorted((os.path.basename(path)[:-5] for path in glob.glob(ROWS + "/*.time")), key=order)
rows = [row(name) for name in names]
if "--json" in sys.argv:
    json.dump(rows, sys.stdout, indent=1)
    sys.exit()

print(f"{'row':24} {'CPU s':>7} {'best':>7} {'M/s':>7} {'found':>11} {'peak MB':>8} {'bar':14} JVM flags")
before = None
for each in rows:
    name = each["name"]
    bar = next((bar for key, bar in BARS.items() if name.startswith(key)), "")
    if name.startswith("series"):
        same = before and order(before["name"])[1] == order(name)[1]
        bar = f"{each['cpu_seconds'] / before['cpu_seconds']:.2f}x (<= 2.1)" if same else ""
        before = each
    print(f"{name:24} {each['cpu_seconds']:7.2f} {each['best_cpu_seconds']:7.2f} {each['size'] / each['cpu_seconds'] / 1e6:7.1f} "
          f"{each['found']:11,.0f} {each['peak_kilobytes'] / 1024:8.0f} {bar:14} {each['flags']}")
print("M/s: million bytes of text (edges of clusters) per CPU second. CPU s: mean of the passes that count, of the thread; of a"
      "\ncommand that of the process, its JVM's start and compiler included.")
