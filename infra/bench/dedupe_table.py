#!/usr/bin/env python3
"""dedupe_table.py [--json] ROWS: the table, or all figures, of what infra/bench/dedupe left in the folder ROWS."""
import glob, json, os, re, sys

# Of each row: what it is, its bar (seconds at most, or millions per second at least) and the best peer that could be run
# (CPU seconds for the same 50 MB, or MB/s; reference/peers-measured.md). The bars are for en50; nothing is compared on other inputs.
STEPS = {
    "near-warm": ("near, default, verified", "s", 0.6, 8.7, "datatrove"),
    "near-command": ("the same by command, from the JVM's start", "s", 1.7, 8.7, "datatrove"),
    "datatrove-warm": ("near, datatrove profile", "s", 1.7, 8.7, "datatrove"),
    "paragraph-bloom": ("paragraph Bloom, en50 ten times", "M/s", 150, 65, "dolma (Rust)"),
    "spans-warm": ("spans of 100 bytes and more", "s", 0.8, 15.0, "deduplicate-text-datasets"),
    "overlap-warm": ("13-gram overlap, GSM8K + HumanEval", "M/s", 80, 3, "lm-eval's Janitor"),
    "clusters-random": ("components, random edges", "M/s", 10, None, ""),
    "clusters-path": ("components, a path", "M/s", 10, None, ""),
    "clusters-path-backwards": ("components, a path from its end", "M/s", 10, None, ""),
    "clusters-path-jumping": ("components, a path in leaps", "M/s", 10, None, ""),
}
# Heap bytes per byte of text, or per document, which the flags of the row hold it to.
MEMORY = {"spans-warm": 6, "clusters": 16}
DOUBLING = 2.1
ROWS = sys.argv[-1]


def text(name, end, otherwise=""):
    path = f"{ROWS}/{name}.{end}"
    return open(path, encoding="utf8").read().strip() if os.path.exists(path) else otherwise


def row(name):
    # A command has a line for each time that it ran.
    times = [json.loads(line) for line in text(name, "time").splitlines()]
    cpu = [time["user"] + time["system"] for time in times]
    found = {"name": name, "flags": text(name, "flags"), "peak_kilobytes": max(time["kilobytes"] for time in times),
             "process_cpu_seconds": cpu}
    if os.path.exists(f"{ROWS}/{name}.json"):
        run, = json.load(open(f"{ROWS}/{name}.json"))
        # JMH sums these up; here they are by pass.
        passes = {key: [x for fork in value["rawData"] for x in fork] for key, value in run["secondaryMetrics"].items()}
        mean = {key: sum(values) / len(values) for key, values in passes.items()}
        found.update(cpu_seconds=mean["cpuNanos"] / 1e9, best_cpu_seconds=min(passes["cpuNanos"]) / 1e9,
                     size=mean["textBytes"], found=mean.get("found", mean.get("markedBytes", 0)), jmh=run)
    else:
        found.update(cpu_seconds=sum(cpu) / len(cpu), best_cpu_seconds=min(cpu),
                     size=int(text(name, "size", "0")), found=int(text(name, "found", "0")))
    return found


def heap_per_unit(each):
    """Bytes of the heap that the row was held to, per byte of text or document."""
    limit = re.search(r"-Xmx(\d+)([mg])", each["flags"])
    return int(limit[1]) * {"m": 1 << 20, "g": 1 << 30}[limit[2]] / each["size"]


def judged(each):
    """A row's bar in words, whether it is met, and how many times as fast as the peer it is."""
    _, unit, bar, peer, _ = STEPS[each["name"]]
    rate = each["size"] / each["cpu_seconds"] / 1e6
    if unit == "s":
        met, times = each["cpu_seconds"] <= bar, peer and peer / each["cpu_seconds"]
        return f"<= {bar} s", met, times
    return f">= {bar} M/s", rate >= bar, peer and rate / peer


def size_of(name):
    return float(name.rsplit("-", 1)[1])


rows = {name: row(name) for name in (os.path.basename(path)[:-5] for path in glob.glob(ROWS + "/*.time"))}
if "--json" in sys.argv:
    json.dump([rows[name] for name in sorted(rows)], sys.stdout, indent=1)
    sys.exit()

full = text("input", "name") == "en50"
short = []
print(f"Deduplication on one thread, CPU seconds: {text('input', 'title')}\n{text('machine', 'name')}\n")
steps = [rows[name] for name in STEPS if name in rows]
if steps:
    print(f"{'step':42} {'CPU s':>6} {'best':>6} {'M/s':>6} {'found':>10} {'peak MB':>8}  {'bar':11} {'met':4} {'best peer':>9}  times as fast")
for each in steps:
    what, unit, _, peer, who = STEPS[each["name"]]
    bar, met, times = judged(each)
    said = f"{peer} {'s' if unit == 's' else 'MB/s'}" if peer else "-"
    print(f"{what:42} {each['cpu_seconds']:6.2f} {each['best_cpu_seconds']:6.2f} {each['size'] / each['cpu_seconds'] / 1e6:6.1f} "
          f"{each['found']:10,.0f} {each['peak_kilobytes'] / 1024:8.0f}  {bar:11} {('yes' if met else 'NO') if full else '-':4} {said:>9}  "
          + (f"{times:.1f} x {who}" if times and full else "-"))
    if full and not met:
        short.append(f"{what}: {each['cpu_seconds']:.2f} s ({each['size'] / each['cpu_seconds'] / 1e6:.1f} M/s), its bar is {bar}")

for key, most in MEMORY.items():
    held = [each for each in steps if each["name"].startswith(key)]
    if held and full:
        unit = "document" if key == "clusters" else "byte of text"
        value = max(heap_per_unit(each) for each in held)
        print(f"\nheap of {key}, all of the JVM in it: {value:.1f} bytes per {unit} (<= {most}): {'met' if value <= most else 'NOT MET'}", end="")
        if value > most:
            short.append(f"memory of {key}: {value:.1f} bytes per {unit}, its bar is {most}")
print()

for kind in ("near", "spans"):
    series = sorted((name for name in rows if re.fullmatch(rf"series-{kind}-[0-9.]+", name)), key=size_of)
    if not series:
        continue
    print(f"\n{kind}, text doubled {'CPU s':>10} {'best':>6} {'M/s':>6} {'found':>10} {'peak MB':>8}  one doubling (<= {DOUBLING} x)")
    factors = []
    for before, name in zip([None] + series, series):
        each, said = rows[name], ""
        if before:
            factors.append(each["cpu_seconds"] / rows[before]["cpu_seconds"])
            said = f"{factors[-1]:.2f} x" + ("" if factors[-1] <= DOUBLING else "  NO")
        print(f"{size_of(name):{len(kind) + 11}g} MB {each['cpu_seconds']:10.2f} {each['best_cpu_seconds']:6.2f} "
              f"{each['size'] / each['cpu_seconds'] / 1e6:6.1f} {each['found']:10,.0f} {each['peak_kilobytes'] / 1024:8.0f}  {said}")
    if factors:
        mean = (rows[series[-1]]["cpu_seconds"] / rows[series[0]]["cpu_seconds"]) ** (1 / len(factors))
        print(f"over the whole series {mean:.2f} x a doubling, at most {max(factors):.2f} x")
        if max(factors) > DOUBLING:
            short.append(f"{kind}, a doubling: {max(factors):.2f} x, its bar is {DOUBLING} x (the mean of the series {mean:.2f} x)")

print("\nJVM flags")
flags = {}
for name in list(STEPS) + sorted(name for name in rows if name.startswith("series")):
    if name in rows:
        flags.setdefault(rows[name]["flags"], []).append(name)
for each, names in flags.items():
    print(f"  {each}: {', '.join(names)}")
print("""
CPU s: mean of the passes that count, of the thread, and of a command that of the process, its JVM's start and compiler
included; best: of the fastest pass. M/s: million bytes of text (documents of components) per CPU second. peak MB: of the process,
the row's input, which lies in memory, included. found: duplicates, paragraphs or bytes that go, hits, or components. Peers as
../shared/reference/peers-measured.md measured them; they may have run on another machine than this.""")
if not full:
    print("\nA small input, to see that all works: nothing is compared with the bars.")
elif short:
    print("\nFalls short:\n" + "\n".join(f"  {each}" for each in short))
else:
    print("\nEvery bar is met.")
