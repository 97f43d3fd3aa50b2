#!/usr/bin/env python3
"""Makes the resource languages-v2.bin of org.estover.crawl.language, as ORIGIN.md beside it says.

    make_model.py PACKAGES OUT

PACKAGES is a folder with the jars and the unpacked packages that ORIGIN.md names. Needs numpy and tesseract's tools. Takes some minutes and
2 GB of memory. A language's model is an interpolated Witten-Bell model of five symbols; kept are the n-grams after whose start the languages
of a script, and those of PAIRS once more, differ most about the last symbol, and their beginnings.
"""
import pathlib, struct, sys, zlib
import numpy as np
from statistics_of_letters import BOUNDARY, LANGUAGES, LONGEST, Packages, codes, counts_of

BITS = 9
STEP = 0.05  # of a cost, in natural logarithms
LIMITS = {"Latn": 72000, "Cyrl": 16000, "Arab": 8000, "Deva": 6000, "Ethi": 6000, "Hebr": 4000}
# What a symbol costs in no language, in steps. Ethiopic has hundreds of letters.
UNKNOWN = {"Ethi": 100}
# What a symbol costs more in a language whose texts, where its model comes from, are in part those of its neighbour.
BIAS = {"ms": 0.02, "bs": 0.015, "sr-Latn": 0.02}
LEAST_SHARE = 1e-5
PAIRS = [tuple(pair.split("/")) for pair in (
    "id/ms bs/hr bs/sr-Latn hr/sr-Latn nb/nn nb/da nn/da sv/nb cs/sk es/gl pt/gl es/pt oc/ca es/ca oc/fr xh/zu st/tn fo/is fo/da af/nl fy/nl "
    "gd/ga az/tr uz/tr fi/et hi/mr hi/ne mr/ne ru/uk ru/be uk/be bg/mk sr/mk sr/bg ru/bg kk/ky mn/kk tg/uz-Cyrl fa/ps fa/ar ur/sd ur/fa ps/ur "
    "lb/de sl/hr sl/bs ht/fr br/fr it/la es/it ro/it mt/it he/yi am/ti ug/ur en/nl tl/id eo/es sn/sw").split()]


class Script:
    """The languages of one script: an alphabet, and counts as sorted keys by language and order."""

    def __init__(self, packages, languages):
        self.languages = languages
        share, grams = {}, []
        for language in languages:
            counts = counts_of(packages, language)
            total = sum(counts[1].values())
            for letter, n in counts[1].items():
                share[letter] = max(share.get(letter, 0), n / total)
            grams.append([(codes(counts[n]).reshape(-1, n), np.fromiter(counts[n].values(), float)) for n in range(1, LONGEST + 1)])
        self.alphabet = [BOUNDARY] + sorted(letter for letter, n in share.items() if n > 2e-6 and letter != BOUNDARY)
        self.other = len(self.alphabet) + 1
        assert self.other < 1 << BITS
        symbols = np.full(sys.maxunicode + 1, self.other)
        symbols[codes(self.alphabet)] = np.arange(1, self.other)
        # By language and order, of which none is nought.
        self.keys, self.counts = zip(*(zip((None, None), *(self.sorted(symbols[letters], counts) for letters, counts in orders)) for orders in grams))
        self.single = np.full((self.other + 1, len(languages)), 1e-7)
        for i in range(len(languages)):
            self.single[self.keys[i][1], i] += self.counts[i][1] / self.counts[i][1].sum()
        self.single /= self.single.sum(axis=0)

    @staticmethod
    def sorted(grams, counts):
        keys = np.zeros(len(grams), np.int64)
        for symbols in grams.T:
            keys = (keys << BITS) | symbols
        keys, place = np.unique(keys, return_inverse=True)
        sums = np.bincount(place.reshape(-1), weights=counts, minlength=len(keys))
        return keys[sums > 0], sums[sums > 0]

    def rows(self, n, keys):
        """The logarithm of the probability of the last symbol of each key, by language."""
        if n == 1:
            return np.log(self.single)[keys]
        shorter = np.exp(self.rows(n - 1, keys & ((1 << (BITS * (n - 1))) - 1)))
        found = np.empty_like(shorter)
        for i in range(len(self.languages)):
            known, counts = self.keys[i][n], self.counts[i][n]
            if len(known) == 0:
                found[:, i] = shorter[:, i]
                continue
            starts, first = np.unique(known >> BITS, return_index=True)
            sums, kinds = np.add.reduceat(counts, first), np.diff(np.append(first, len(known)))
            at = np.minimum(np.searchsorted(starts, keys >> BITS), len(starts) - 1)
            isknown = starts[at] == keys >> BITS
            total, kind = np.where(isknown, sums[at], 0.0), np.where(isknown, kinds[at], 1.0)
            at = np.minimum(np.searchsorted(known, keys), len(known) - 1)
            count = np.where(known[at] == keys, counts[at], 0.0)
            found[:, i] = np.where(total > 0, count / (total + kind) + kind / (total + kind) * shorter[:, i], shorter[:, i])
        return np.log(found)

    def gain(self, n, keys, rows):
        """How much it matters to know an n-gram and not only its end."""
        more = rows - self.rows(n - 1, keys & ((1 << (BITS * (n - 1))) - 1))
        more = more - more.mean(1, keepdims=True)
        share = np.zeros_like(more)
        for i in range(len(self.languages)):
            known, counts = self.keys[i][n], self.counts[i][n]
            if len(known):
                at = np.minimum(np.searchsorted(known, keys), len(known) - 1)
                share[:, i] = np.where(known[at] == keys, counts[at] / counts.sum(), 0)
        gain = (share * np.abs(more)).mean(1)
        for one, other in PAIRS:
            if one in self.languages and other in self.languages:
                a, b = self.languages.index(one), self.languages.index(other)
                gain += 0.75 / len(self.languages) * (share[:, a] + share[:, b]) * np.abs(more[:, a] - more[:, b])
        return gain

    def table(self, limit):
        """The keys to keep, sorted, and their costs in steps."""
        keys, rows, gains = [], [], []
        for n in range(2, LONGEST + 1):
            often = [self.keys[i][n][self.counts[i][n] / self.counts[i][n].sum() >= LEAST_SHARE] for i in range(len(self.languages)) if len(self.keys[i][n])]
            keys.append(np.unique(np.concatenate(often)))
            rows.append(self.rows(n, keys[-1]))
            gains.append(self.gain(n, keys[-1], rows[-1]))
        keys, rows, gains = np.concatenate(keys), np.concatenate(rows), np.concatenate(gains)
        limit = min(limit, len(keys))
        kept = gains >= np.partition(gains, len(gains) - limit)[len(gains) - limit]
        keys = np.concatenate([np.arange(1, self.other + 1), keys[kept]])
        rows = np.concatenate([np.log(self.single)[1:], rows[kept]])
        present, isclosed = set(keys.tolist()), {}

        def closed(key):
            if key >> BITS == 0:
                return True
            if key not in isclosed:
                isclosed[key] = key >> BITS in present and closed(key >> BITS)
            return isclosed[key]

        whole = np.array([closed(key) for key in keys.tolist()])
        order = np.argsort(keys[whole])
        bias = np.array([BIAS.get(language, 0.0) for language in self.languages])
        return keys[whole][order], np.clip(np.rint((bias - rows[whole][order]) / STEP), 0, 255).astype(np.uint8)


def relative(keys, costs):
    """Costs less those of the longest end of the n-gram that is a key."""
    at = {key: i for i, key in enumerate(keys.tolist())}
    found = costs.copy()
    for i, key in enumerate(keys.tolist()):
        length = (key.bit_length() + BITS - 1) // BITS
        ends = (at.get(key & ((1 << (BITS * n)) - 1)) for n in range(length - 1, 0, -1))
        end = next((end for end in ends if end is not None), None)
        if end is not None:
            found[i] = costs[i] - costs[end]
    return found


def utf(text):
    encoded = text.encode("utf-8")
    return struct.pack(">H", len(encoded)) + encoded


def varints(values):
    out = bytearray()
    for value in values.tolist():
        while value > 127:
            out.append(value & 127 | 128)
            value >>= 7
        out.append(value)
    return bytes(out)


def main(packages, out):
    packages = Packages(packages)
    data = b"ESTLANG1" + struct.pack(">H", len(LANGUAGES))
    for name, languages in LANGUAGES.items():
        script = Script(packages, languages.replace("+", "").split())
        keys, costs = script.table(LIMITS[name])
        print(f"{name}: {len(script.languages)} languages, {script.other} symbols, {len(keys)} n-grams", flush=True)
        data += utf(name) + struct.pack(">H", len(script.languages)) + b"".join(map(utf, script.languages)) + utf("".join(script.alphabet))
        data += struct.pack(">Bi", UNKNOWN.get(name, 68), len(keys)) + varints(np.diff(keys, prepend=0)) + relative(keys, costs).T.tobytes()
    out.write_bytes(zlib.compress(data, 9))


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:]))
