"""Passes requests on to a portal, each as if it came from a network of its own, so that what a network may try an hour does not
make a scanner blind; and notes each with its answer. usage: forward.py PORT LOG, which prints its address first.
LOG gets a line a request: method, path without its query, status."""

import http.client
import http.server
import random
import re
import sys
import threading

port, log = int(sys.argv[1]), open(sys.argv[2], "a", encoding="utf-8")
networks = random.Random(20261127)
writing = threading.Lock()
# Where a scanner would end its own session; it sees a place that is not there. wapiti 3.0.4's own way to leave pages out ends
# it with Python 3.11.
LEFT_OUT = re.compile(rb'"/(sign-out|account/sessions/[a-z-]+)"')
# Pages are looked into, so none is compressed.
HOP = {"connection", "keep-alive", "transfer-encoding", "x-forwarded-for", "accept-encoding"}


class Forward(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def forward(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        portal = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            portal.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
            for name, value in self.headers.items():
                if name.lower() not in HOP:
                    portal.putheader(name, value)
            with writing:
                network = f"198.{networks.randrange(18, 20)}.{networks.randrange(256)}.{networks.randrange(256)}"
            portal.putheader("X-Forwarded-For", network)
            portal.endheaders(body)
            answer = portal.getresponse()
            content = LEFT_OUT.sub(b'"/left-out"', answer.read())
            self.note(answer.status)
            self.send_response_only(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in HOP | {"content-length"}:
                    self.send_header(name, value)
            self.send_header("Content-Length", len(content) if self.command != "HEAD" else answer.getheader("Content-Length", 0))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)
        except (http.client.HTTPException, ValueError) as refused:
            # No client of Python's sends such a line, so neither does this.
            self.note(0)
            self.close_connection = True
            self.send_error(400, type(refused).__name__)
        except OSError:
            self.note(0)
            self.close_connection = True
        finally:
            portal.close()

    def note(self, status):
        with writing:
            path = self.path.split("?")[0].encode("ascii", "backslashreplace").decode()
            print(self.command, path, status, file=log, flush=True)

    def log_message(self, *words):
        pass

    def __getattr__(self, name):
        # Of any method, also of those that are none: the portal is to answer them.
        if name.startswith("do_"):
            return self.forward
        raise AttributeError(name)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        # A scanner that goes away in the middle is no fault.
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


server = Server(("127.0.0.1", 0), Forward)
print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
server.serve_forever()
