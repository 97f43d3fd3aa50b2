// Checks a receipt in the browser: that the entry is in the log that the key signed.
// Nothing here is asked of the server but the two files that anybody can keep.
"use strict";
const estoverReceipt = (() => {
  const fromBase64 = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const toBase64 = (bytes) => btoa(String.fromCharCode(...bytes));
  const joined = (...parts) => {
    const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      out.set(part, at);
      at += part.length;
    }
    return out;
  };
  const sha256 = async (...parts) =>
    new Uint8Array(await crypto.subtle.digest("SHA-256", joined(...parts)));

  // The text form of C2SP tlog-proof: a header, the index, hashes, an empty line, a signed note.
  const parse = (text) => {
    const blank = text.indexOf("\n\n");
    const lines = text.slice(0, blank).split("\n");
    if (blank < 0 || lines[0] !== "c2sp.org/tlog-proof@v1") {
      throw new Error("not a receipt");
    }
    if (lines[1].startsWith("extra ")) {
      lines.splice(1, 1);
    }
    const index = BigInt(/^index (0|[1-9][0-9]*)$/.exec(lines[1])[1]);
    const note = text.slice(blank + 2);
    const end = note.lastIndexOf("\n\n");
    const signed = note.slice(0, end + 1);
    const claim = signed.split("\n");
    return {
      index,
      path: lines.slice(2).map(fromBase64),
      signed,
      signatures: note.slice(end + 2).split("\n").filter((line) => line.startsWith("\u2014 ")),
      origin: claim[0],
      size: BigInt(claim[1]),
      root: claim[2],
    };
  };

  // RFC 9162 section 2.1.3.2; the root that an entry and its path lead to, or null.
  const rootOf = async (entry, index, size, path) => {
    if (index >= size) {
      return null;
    }
    let fn = index;
    let sn = size - 1n;
    let hash = await sha256(Uint8Array.of(0), entry);
    for (const beside of path) {
      if (sn === 0n || beside.length !== 32) {
        return null;
      }
      if ((fn & 1n) === 1n || fn === sn) {
        hash = await sha256(Uint8Array.of(1), beside, hash);
        while ((fn & 1n) === 0n && fn !== 0n) {
          fn >>= 1n;
          sn >>= 1n;
        }
      } else {
        hash = await sha256(Uint8Array.of(1), hash, beside);
      }
      fn >>= 1n;
      sn >>= 1n;
    }
    return sn === 0n ? toBase64(hash) : null;
  };

  // true, false, or null where the browser has no Ed25519.
  const isSigned = async (receipt, vkey) => {
    const [name, id, ...rest] = vkey.split("+");
    const key = fromBase64(rest.join("+"));
    if (name !== receipt.origin || key.length !== 33 || key[0] !== 1) {
      return false;
    }
    let imported;
    try {
      imported = await crypto.subtle.importKey("raw", key.slice(1), "Ed25519", false, ["verify"]);
    } catch {
      return null;
    }
    const text = new TextEncoder().encode(receipt.signed);
    for (const line of receipt.signatures) {
      const [, signer, encoded] = line.split(" ");
      const bytes = fromBase64(encoded);
      const hex = Array.from(bytes.slice(0, 4), (b) => b.toString(16).padStart(2, "0")).join("");
      if (signer === name && hex === id && bytes.length === 68) {
        return crypto.subtle.verify("Ed25519", imported, bytes.slice(4), text);
      }
    }
    return false;
  };

  // {included: boolean, signed: true | false | null}
  const check = async (text, entry, vkey) => {
    const receipt = parse(text);
    const root = await rootOf(entry, receipt.index, receipt.size, receipt.path);
    return { included: root === receipt.root, signed: await isSigned(receipt, vkey) };
  };
  return { parse, rootOf, isSigned, check };
})();

if (typeof document !== "undefined") {
  const place = document.getElementById("receipt-check");
  // Without WebCrypto (a page that is neither https nor local) the command stays the way.
  if (place && globalThis.crypto && crypto.subtle) {
    const button = place.querySelector("button");
    const said = place.querySelector("[role=status]");
    button.hidden = false;
    button.addEventListener("click", async () => {
      const data = place.dataset;
      let included = false;
      let signed = null;
      try {
        const [text, entry] = await Promise.all([
          fetch(data.receipt).then((answer) => answer.text()),
          fetch(data.entry).then((answer) => answer.arrayBuffer()),
        ]);
        ({ included, signed } = await estoverReceipt.check(text, new Uint8Array(entry), data.vkey));
      } catch {
        included = false;
      }
      const holds = included && signed !== false;
      const words = !included
        ? data.wrong
        : signed === false
          ? data.forged
          : data.good + " " + (signed ? data.signed : data.unsigned);
      said.textContent = words;
      said.className = holds ? "good" : "wrong";
    });
  }
}
