"""A newcomer's first hour with the portal, by what the README and the pages say: every page that is opened, every form that is
sent, every command. usage: newcomer.py ADDRESS LINK LINK RELEASE MONTH, where the links are the first two operators' one-time links."""

import base64
import hashlib
import hmac
import html
import html.parser
import http.cookiejar
import re
import struct
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

address, link, other, release, month = sys.argv[1:6]
PASSWORD = "hedges commons and estovers %s"


class Forms(html.parser.HTMLParser):
    """The forms of a page with what stands in them, and its links."""

    def __init__(self):
        super().__init__()
        self.forms, self.links, self.form, self.select, self.area = [], [], None, None, None

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "a" and found.get("href"):
            self.links.append(found["href"])
        if tag == "form":
            self.form = {"action": found.get("action", ""), "method": found.get("method", "get"), "fields": {}}
            self.forms.append(self.form)
        if self.form is None:
            return
        name = found.get("name")
        if tag == "input" and name:
            chosen = found.get("type") not in ("checkbox", "radio") or "checked" in found
            if chosen and found.get("type") != "submit":
                self.form["fields"][name] = found.get("value") or ""
        if tag == "textarea" and name:
            self.area = name
            self.form["fields"][name] = ""
        if tag == "select":
            self.select = name
        if tag == "option" and self.select and (self.select not in self.form["fields"] or "selected" in found):
            self.form["fields"][self.select] = found.get("value", "")

    def handle_data(self, data):
        if self.area:
            self.form["fields"][self.area] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        if tag == "select":
            self.select = None
        if tag == "textarea":
            self.area = None


class Person:
    def __init__(self, name):
        self.name = name
        self.browser = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.at = self.page = ""

    def say(self, what):
        # One-time links are no longer good, but nobody should learn to keep them.
        print(f"{self.name}: {re.sub('/welcome/[^ ]+', '/welcome/...', what)}", flush=True)

    def open(self, path, sent=None):
        where = urllib.parse.urljoin(self.at or address, path)
        data = None if sent is None else urllib.parse.urlencode(sent).encode()
        try:
            answer = self.browser.open(where, data, timeout=120)
        except urllib.error.HTTPError as refused:
            body = refused.read().decode()
            said = re.findall(r'(?s)role="alert"[^>]*>(.*?)<', body) or [re.sub(r"<[^>]+>", " ", body)]
            sys.exit(f"FAILED: {self.name} got {refused.code} at {where}: {html.unescape(' '.join(said[0].split()))[:600]}")
        self.at, self.page = answer.geturl(), answer.read().decode()
        return self

    def go(self, path):
        self.open(path)
        self.say(f"opens {urllib.parse.urlparse(self.at).path}")
        return self

    def send(self, to, /, **fields):
        """Fills in the form of the page whose address holds that word, and sends it."""
        forms = Forms()
        forms.feed(self.page)
        for form in forms.forms:
            if to in (form["action"] or self.at):
                self.say(f"sends the form {form['action'] or urllib.parse.urlparse(self.at).path}"
                         f" with {', '.join(sorted(fields)) or 'what stands in it'}")
                sent = {**form["fields"], **fields}
                target = form["action"] or self.at
                if form["method"].lower() == "post":
                    return self.open(target, sent)
                return self.open(target + "?" + urllib.parse.urlencode(sent))
        sys.exit(f"FAILED: {self.at} has no form for {to}: {[f['action'] for f in forms.forms]}")

    def link(self, pattern):
        forms = Forms()
        forms.feed(self.page)
        for found in forms.links:
            if re.search(pattern, found):
                return found
        sys.exit(f"FAILED: {self.at} has no link like {pattern}")

    def has(self, pattern):
        text = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", self.page)).split())
        found = re.search(pattern, text)
        if not found:
            sys.exit(f"FAILED: {self.at} does not say \"{pattern}\" but: {text[:1500]}")
        self.say(f"reads \"{found.group(0)}\"")
        return found.group(0)


def one_time_code(secret):
    key = base64.b32decode(re.sub(r"\s", "", secret) + "=" * (-len(re.sub(r"\s", "", secret)) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    at = digest[-1] & 15
    return "%06d" % ((struct.unpack(">I", digest[at:at + 4])[0] & 0x7FFFFFFF) % 1_000_000)


def operator(name, at):
    person = Person(name)
    person.go(at).send("/welcome/", name=name, email=f"{name}@trust.test", password=PASSWORD % name)
    if "/account/authenticator" not in person.at:
        person.go("/account/authenticator")
    secret = re.search(r"<code>([A-Z2-7 ]{16,})</code>", person.page).group(1)
    person.send("/account/authenticator", code=one_time_code(secret)).has("recovery codes")
    return person


print("== The portal is up; its console showed the links of the first two operators")
ada = operator("ada", link)
bob = operator("bob", other)

print("== A developer asks for a license and gets it")
dev = Person("dev")
dev.go("/register").send("/register", role="DEVELOPER", name="Dev Lopez", email="dev@models.test",
                         password=PASSWORD % "dev")
dev.send("/sign-in", username="dev@models.test", password=PASSWORD % "dev")
dev.go(f"/releases/{release}").go("/licenses")
dev.go(dev.link(r"^/licenses/off_[0-9a-f]+$"))
dev.go(dev.link(r"/request$"))
dev.send("/request", name="Model Makers", contact="legal@models.test", purpose="We train language models.",
         agreed="yes", **{"from": f"{month}-01"})
asked = "/agreements/" not in dev.at
if asked:
    request = re.search(r"req_[0-9a-f]{32}", dev.page + dev.at).group(0)
    ada.go(f"/operator/acts/license?thing={request}").send("/operator/acts/license", decision="yes", reason="Welcome.")
    bob.go(urllib.parse.urlparse(ada.at).path).send("/confirm")
    dev.go("/licenses/mine")
    dev.go(dev.link(r"/request$")).send("/request", agreed="yes")
agreement = re.search(r"/agreements/agr_[0-9a-f]+", dev.at).group(0)
dev.send("/grants", release=release).has(r"grt_[0-9a-f]{32}")

print("== A shard's range is read with curl")
dev.go("/account/tokens").send("/account/tokens", name="loader", days="7", scopes="download")
token = re.search(r"est_[0-9a-f]{16}_[A-Za-z0-9_-]{43}", dev.page).group(0)
dev.go(f"/download/{release}")
shard = dev.link(r"/download/rel_[0-9a-f]{32}/[^/?]+\.bin$")
curl = ["curl", "-sS", "-L", "-H", "Authorization: Bearer TOKEN", "-r", "0-63", "-o", "range.bin",
        "-w", "%{http_code} %{size_download} bytes", address + shard]
print("$ " + " ".join(curl))
told = subprocess.run([word.replace("TOKEN", token) for word in curl], capture_output=True, text=True, check=True).stdout
print(told)
if told != "206 64 bytes":
    sys.exit("FAILED: curl did not get 64 bytes of a shard")
dev.go("/reads").has(r"64")

print("== A training run, revenue, and the statement")
dev.go("/training-runs")
grant = re.search(r"grt_[0-9a-f]{32}", dev.page).group(0)
dev.send("/training-runs", grant=grant, name="first", steps="2", sequences="1")
dev.go(dev.link(r"^/training-runs/trun_[0-9a-f]{32}$") if "/training-runs/trun_" not in dev.at else dev.at)
dev.go(urllib.parse.urlparse(dev.at).path + "/steps/0").has("https?://[^ ]+")
dev.go(agreement + "/revenue").send("/revenue", period=month, currency="EUR", gross="10000.00", action="preview")
dev.has(r"EUR [0-9.,]+")
dev.send("/revenue", action="send")
ada.go("/operator/statements").send("/operator/statements")
dev.go(agreement)
dev.go(dev.link(r"^/statements/stm_[0-9a-f]+$")).has(r"EUR [0-9.,]+")
dev.has("has not said here how to pay")
dev.go(dev.link(r"/lines/\d+$")).has("[A-Za-z]{3,}")

print("== One URL is taken down")
dev.go("/training-runs")
dev.go(dev.link(r"^/training-runs/trun_[0-9a-f]{32}$"))
dev.go(urllib.parse.urlparse(dev.at).path + "/steps/0")
place = html.unescape(re.search(r"(https?://(?!localhost|127\.)[^ \"<&]+)", dev.page).group(1))
holder = Person("holder")
holder.go("/lookup?" + urllib.parse.urlencode({"q": place})).has("Kept|kept")
ada.go("/operator/acts/withdrawal?" + urllib.parse.urlencode({"thing": place}))
ada.send("/operator/acts/withdrawal", unseen="no", reason="Its author asked for it.")
proposal = urllib.parse.urlparse(ada.at).path
bob.go(proposal).send("/confirm").has("Confirmed and done")
holder.go("/lookup?" + urllib.parse.urlencode({"q": place})).has("was taken down")
holder.go("/ledger").has(r"[0-9]+")
print(f"taken down: {place}")
