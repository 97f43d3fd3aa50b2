#!/usr/bin/env python3
"""Kills a crawl over and over and looks at what is left: crawl_kills.py ESTOVER WORK KILLS SEED

This process serves the sites, so that it knows what was asked when, and starts and kills the crawls.
"""
import collections
import gzip
import http.server
import json
import os
import random
import re
import signal
import socketserver
import subprocess
import sys
import threading
import time

HOSTS = ["h%d.site%d.test" % (i, i // 2) for i in range(10)]
PAGES = 500
DELAY = 0.05
FETCHES = 8
# The crawler's clock counts milliseconds.
SLACK = 0.003
# Requests of a crawl that is killed by their number: 40 of 50 kills.
MOST_REQUESTS = 110

lock = threading.Lock()
log = []
hook = None


def page(host, number):
    """A page of a tree of three children each, with two seeded links across."""
    rng = random.Random("%s/%d" % (host, number))
    links = ["/p%d" % child for child in range(3 * number + 1, 3 * number + 4) if child < PAGES]
    links += ["http://%s/p%d" % (rng.choice(HOSTS), rng.randrange(PAGES)) for _ in range(2)]
    text = " ".join(rng.choice(["garden", "stone", "paper", "spring", "window"]) for _ in range(120))
    return "<html><body><p>%s %s %d</p>%s</body></html>" % (
        text, host, number, "".join("<a href='%s'>x</a>" % link for link in links))


class Site(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        now = time.monotonic()
        host = self.headers["Host"]
        with lock:
            log.append((now, host, self.path))
            number = len(log)
            kill = hook
        if kill:
            kill(number)
        match = re.fullmatch(r"/p(\d+)", self.path)
        if self.path == "/" or (match and int(match.group(1)) < PAGES):
            self.answer(200, "text/html; charset=utf-8", page(host, int(match.group(1)) if match else 0))
        elif self.path == "/robots.txt":
            self.answer(200, "text/plain", "User-agent: *\nAllow: /\n")
        else:
            self.answer(404, "text/plain", "nothing here")

    def answer(self, status, kind, text):
        body = text.encode()
        head = "HTTP/1.1 %d OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n" % (status, kind, len(body))
        try:
            self.wfile.write(head.encode() + body)
        except OSError:
            self.close_connection = True

    def log_message(self, *_):
        pass


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *_):
        pass


def problem(text):
    problems.append(text)
    print("FAILED: " + text)


def start(run):
    command = [estover, "run", plan, "--run-dir", run, "--connect-to", connect_to]
    out = open(os.path.join(work, os.path.basename(run) + ".log"), "ab")
    return subprocess.Popen(command, stdout=out, stderr=out, start_new_session=True)


def stop(process):
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def finish(run):
    """Waits for the end of the crawl; what the later stages make of the pages is of no matter here."""
    process = start(run)
    while process.poll() is None and not os.path.exists(os.path.join(run, "01-crawl", "_COMPLETE.json")):
        time.sleep(0.05)
    if process.poll() not in (None, 0, 1):
        sys.exit("exit %d: see %s.log" % (process.returncode, run))
    stop(process)
    process.wait()
    with open(os.path.join(run, "01-crawl", "_COMPLETE.json")) as mark:
        return json.load(mark)["output-rows"]


def killed(run, rng, kills):
    """Starts and kills; a kill that finds the crawl over is none."""
    global hook
    by_time = set(rng.sample(range(kills), kills // 5))
    for kill in range(kills):
        process = start(run)
        if kill in by_time:
            end = time.monotonic() + rng.uniform(0.3, 6)
            while time.monotonic() < end and process.poll() is None:
                time.sleep(0.002)
        else:
            done = threading.Event()
            with lock:
                target = len(log) + 1 + rng.randrange(MOST_REQUESTS)

                def at(number, target=target, process=process, done=done):
                    if number >= target and not done.is_set():
                        stop(process)
                        done.set()
                hook = at
            while not done.wait(0.05) and process.poll() is None:
                pass
            hook = None
        stop(process)
        process.wait()
        if os.path.exists(os.path.join(run, "01-crawl")):
            problem("the crawl was over after %d kills" % kill)
            return


def stored(run):
    """How often each URL has a response in the WARC files."""
    count = collections.Counter()
    folder = os.path.join(run, "01-crawl", "warc", "sites")
    for name in sorted(n for n in os.listdir(folder) if n.endswith(".warc.gz")):
        with gzip.open(os.path.join(folder, name)) as file:
            head = None
            for line in file:
                if line.startswith(b"WARC/1."):
                    head = {}
                elif head is not None and line.strip():
                    field, value = line.decode().split(":", 1)
                    head[field.strip().lower()] = value.strip()
                elif head:
                    if head.get("warc-type") == "response":
                        count[head["warc-target-uri"]] += 1
                    head = None
    return count


estover, work, kills, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
problems = []
server = Server(("127.0.0.1", 0), Site)
threading.Thread(target=server.serve_forever, daemon=True).start()
connect_to = ",".join("%s=127.0.0.1:%d" % (host, server.server_address[1]) for host in HOSTS)
plan = os.path.join(work, "plan.yaml")
with open(plan, "w") as file:
    file.write("corpus: kills\nsources:\n  sites:\n    type: web\n    filter: none\n    delay: %dms\n    seeds: [%s]\n" % (
        DELAY * 1000, ", ".join('"http://%s/"' % host for host in HOSTS)))

began = time.monotonic()
expected = finish(os.path.join(work, "undisturbed"))
undisturbed = len(log)
print("undisturbed: %d requests in %.0f s, capture set %s" % (undisturbed, time.monotonic() - began, expected))

began = time.monotonic()
run = os.path.join(work, "killed")
killed(run, random.Random(seed), kills)
found = finish(run)
asked = log[undisturbed:]
again = len(asked) - undisturbed
print("killed %d times: %d requests in %.0f s, %d of them again, capture set %s" % (
    kills, len(asked), time.monotonic() - began, again, found))

if found != expected:
    problem("the capture set is another one")
if again > kills * FETCHES:
    problem("%d requests were made again, more than %d kills can have found in flight" % (again, kills))
last, least = {}, 9e9
for now, host, path in asked:
    if host in last:
        least = min(least, now - last[host])
        if now - last[host] < DELAY - SLACK:
            problem("%s%s was asked %.0f ms after the request before" % (host, path, 1000 * (now - last[host])))
    last[host] = now
print("smallest distance between two requests to a host: %.0f ms, of %.0f ms asked for" % (1000 * least, 1000 * DELAY))
responses = stored(run)
pages = {url: count for url, count in responses.items() if re.search(r"\.test/(p\d+)?$", url)}
print("%d pages stored" % len(pages))
if len(pages) != len([p for p in stored(os.path.join(work, "undisturbed")) if re.search(r"\.test/(p\d+)?$", p)]):
    problem("other pages are stored than by the undisturbed crawl")
for url, count in sorted(responses.items()):
    if count != 1:
        problem("%s is stored %d times" % (url, count))
sys.exit(1 if problems else 0)
