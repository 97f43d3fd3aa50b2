"""How often n-grams of up to five letters occur in a language: from lingua, or from words of other packages.

An n-gram is a string of small letters, with _ where a word begins or ends. All that is no letter ends a word, but marks are left out of
it: Hebrew and Arabic are written with points or without. Where the letters of a script mean little without marks (MARKED), these count
as letters.
"""
import collections, functools, gettext, itertools, json, math, random, re, struct, subprocess, unicodedata, zipfile
import numpy as np

# The languages of each script that several write, in the order of the table's columns. What comes after + is not among lingua's 75.
LANGUAGES = {
    "Latn": "af sq az eu bs ca hr cs da nl en eo et fi fr lg de hu is id ga it la lv lt ms mi nb nn pl pt ro sn sk sl so st es sw sv tl ts "
            "tn tr vi cy xh yo zu + gl br oc mt ht fo fy gd lb uz ku sr-Latn",
    "Cyrl": "be bg kk mk mn ru sr uk + ky tg uz-Cyrl",
    "Arab": "ar fa ur + ps sd ug",
    "Deva": "hi mr + ne",
    "Ethi": "+ am ti",
    "Hebr": "he + yi",
}
# Debian's tesseract-ocr-* packages with words of languages of which lingua has no n-grams, or letters without marks.
VOCABULARIES = dict(pair.split("=") for pair in (
    "gl=glg ne=nep br=bre oc=oci mt=mlt ht=hat fo=fao fy=fry gd=gla lb=ltz uz=uzb ku=kmr ky=kir tg=tgk uz-Cyrl=uzb-cyrl ps=pus sd=snd ug=uig "
    "am=amh ti=tir yi=yid he=heb hi=hin mr=mar").split())
MARKED = {"hi", "mr", "ne"}
BOUNDARY = "_"
LONGEST = 5
MARKUP = re.compile(r"<[^>]*>|%\([a-z_]+\)[sd]|%[sd]|\{[^}]*\}|\$[A-Z0-9_]+|&[a-z]+;|https?://\S+")
SERBIAN = dict(zip("абвгдђежзијклљмнњопрстћуфхцчџш", "a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š".split()))


class Reader(dict):
    """What each character is read as, by its code: letters as themselves, so marks if they are asked for, else as nothing, others as spaces."""

    def __init__(self, kinds):
        super().__init__()
        self.kinds = kinds

    def __missing__(self, code):
        c = chr(code)
        kind = unicodedata.category(c)[0]
        self[code] = c if kind in self.kinds else "" if kind == "M" else " "
        return self[code]


READERS = {False: Reader("L"), True: Reader("LM")}


def words(text, marks=False):
    """The words of a text, in small letters."""
    text = unicodedata.normalize("NFC", MARKUP.sub(" ", text)).replace("İ", "i").lower()
    return text.translate(READERS[marks]).split()


def codes(texts):
    """The codes of the characters of texts, one after the other."""
    return np.frombuffer("".join(texts).encode("utf-32-le"), np.uint32)


def counted(weights):
    """Counts by order of the n-grams of words, each of which occurs so often."""
    sizes = np.array([len(word) + 2 for word in weights])
    alphabet, symbols = np.unique(codes(BOUNDARY + word + BOUNDARY for word in weights), return_inverse=True)
    weight = np.repeat(np.array(list(weights.values()), float), sizes)
    left = np.repeat(np.cumsum(sizes), sizes) - np.arange(len(symbols))
    first = np.repeat(sizes, sizes) == left
    counts = [{}]
    for n in range(1, LONGEST + 1):
        starts = np.flatnonzero((left >= n) & ~(first & (n == 1)))
        keys = sum(symbols[starts + i].astype(np.int64) * len(alphabet) ** (n - 1 - i) for i in range(n))
        keys, place = np.unique(keys, return_inverse=True)
        letters = np.stack([alphabet[keys // len(alphabet) ** (n - 1 - i) % len(alphabet)] for i in range(n)], axis=1)
        text = letters.astype("<u4").tobytes().decode("utf-32-le")
        sums = np.bincount(place.reshape(-1), weights=weight[starts])
        counts.append({text[i * n:(i + 1) * n]: count for i, count in enumerate(sums.tolist())})
    return counts


class Packages:
    """What the packages hold; `folder` has lingua's and language-detector's jars, and Debian's packages unpacked below `debian`."""

    def __init__(self, folder):
        self.lingua = zipfile.ZipFile(next(folder.glob("lingua-*.jar")))
        self.profiles = zipfile.ZipFile(next(folder.glob("language-detector-*.jar")))
        self.debian = folder / "debian"
        self.work = folder / "words"

    def lingua_counts(self, language):
        """Lingua says how often each n-gram of letters follows its beginning; what is not followed ends a word."""
        counts = [{}]
        for name in "unigrams", "bigrams", "trigrams", "quadrigrams", "fivegrams":
            path = f"language-models/{language}/{name}.json"
            grams = json.loads(self.lingua.read(path))["ngrams"] if path in self.lingua.namelist() else {}
            ratios = {fraction: tuple(map(int, fraction.split("/"))) for fraction in grams}
            if len(counts) == 1:
                total = math.lcm(*(below for _, below in ratios.values()))
                counts.append({gram: total // below * above for fraction, (above, below) in ratios.items() for gram in grams[fraction].split(" ")})
            else:
                counts.append({gram: counts[-1][gram[:-1]] * (above / below)
                               for fraction, (above, below) in ratios.items() for gram in grams[fraction].split(" ")})
        starts, ends = [{}], [{}]
        for n in range(1, LONGEST):
            start, end = dict(counts[n]), dict(counts[n])
            for gram, count in counts[n + 1].items():
                end[gram[:-1]] -= count
                if gram[1:] in start:
                    start[gram[1:]] -= count
            starts.append({gram: count for gram, count in start.items() if count > 0.5})
            ends.append({gram: count for gram, count in end.items() if count > 0.5})
        found = [collections.defaultdict(float) for _ in range(LONGEST + 1)]
        for n in range(1, LONGEST + 1):
            found[n].update(counts[n])
        for n in range(1, LONGEST):
            for gram, count in starts[n].items():
                found[n + 1][BOUNDARY + gram] += count
            for gram, count in ends[n].items():
                found[n + 1][gram + BOUNDARY] += count
        found[1][BOUNDARY] = sum(starts[1].values())
        for n in range(1, LONGEST - 1):
            whole = dict(starts[n])
            for gram, count in starts[n + 1].items():
                if gram[:-1] in whole:
                    whole[gram[:-1]] -= count
            for gram, count in whole.items():
                if count > 0.5:
                    found[n + 2][BOUNDARY + gram + BOUNDARY] += count
        return found

    def profile(self, language):
        """Counts of n-grams of up to three that language-detector's profile has, or None."""
        if f"languages/{language}" not in self.profiles.namelist():
            return None
        reader = READERS[language in MARKED]
        counts = [collections.Counter() for _ in range(4)]
        for gram, count in json.loads(self.profiles.read(f"languages/{language}"))["freq"].items():
            gram = unicodedata.normalize("NFC", gram).replace("İ", "i").lower()
            found = re.sub(" +", BOUNDARY, gram.translate(reader))
            # What begins or ends with a mark that is left out is counted without it, too.
            if found != BOUNDARY and len(found) <= 3 and gram[0].translate(reader) and gram[-1].translate(reader):
                counts[len(found)][found] += count
        counts[1][BOUNDARY] = sum(count for gram, count in counts[2].items() if gram[0] == BOUNDARY)
        return counts

    def vocabulary(self, language):
        """The words of tesseract's dictionary of a language."""
        name = VOCABULARIES[language]
        listed = self.work / f"{name}.words"
        if not listed.exists():
            self.work.mkdir(exist_ok=True)
            trained = next((self.debian / f"tesseract-ocr-{name}").glob("**/*.traineddata"))
            subprocess.run(["combine_tessdata", "-u", trained, self.work / f"{name}."], check=True, capture_output=True)
            subprocess.run(["dawg2wordlist", self.work / f"{name}.lstm-unicharset", self.work / f"{name}.lstm-word-dawg", listed], check=True, capture_output=True)
        lines = {unicodedata.normalize("NFC", line).lower(): True for line in listed.read_text(encoding="utf-8", errors="replace").split("\n")}
        return {word: True for line in lines for word in words(line, language in MARKED) if len(word) <= 30}

    def django(self, language):
        """The words of Django's translations, counted."""
        counts = collections.Counter()
        for path in sorted((self.debian / "python3-django").glob(f"**/locale/{language.replace('-', '_')}/LC_MESSAGES/*.mo")):
            with open(path, "rb") as file:
                for key, text in gettext.GNUTranslations(file)._catalog.items():
                    if key and isinstance(text, str) and text != key:
                        counts.update(words(text, language in MARKED))
        return counts

    def chromium(self, language):
        """The words of Chromium's translations, counted."""
        data = next((self.debian / "chromium-l10n").glob(f"**/locales/{language}.pak")).read_bytes()
        _, encoding, count = struct.unpack("<IBxxxH", data[:10])
        offsets = [struct.unpack("<HI", data[12 + 6 * i:18 + 6 * i])[1] for i in range(count + 1)]
        counts = collections.Counter()
        for start, end in zip(offsets, offsets[1:]):
            try:
                counts.update(words(data[start:end].decode("utf-8" if encoding == 1 else "utf-16"), language in MARKED))
            except UnicodeDecodeError:
                pass
        return counts

    def frequent(self, language):
        """The most frequent short words, by libexttextcat's fingerprint."""
        path = self.debian / f"libexttextcat-data/usr/share/libexttextcat/{language}.lm"
        grams = [line.split()[0] for line in path.read_text(encoding="utf-8", errors="replace").split("\n") if line.split()] if path.exists() else []
        found = {}
        for gram in grams:
            if len(gram) > 2 and gram[0] == gram[-1] == BOUNDARY and words(gram[1:-1]) == [gram[1:-1].lower()]:
                found[gram[1:-1].lower()] = True
        return list(found)


def token_probability(profile):
    """A function that says how probable a word is in running text, by a profile's n-grams."""
    followed = [None, None, collections.Counter(), collections.Counter()]
    kinds = [None, None, collections.Counter(), collections.Counter()]
    for n in 2, 3:
        for gram, count in profile[n].items():
            followed[n][gram[:-1]] += count
            kinds[n][gram[:-1]] += 1
    total = sum(profile[1].values())

    @functools.lru_cache(maxsize=None)
    def letter(before, c):
        probability = (profile[1].get(c, 0) + .5) / (total + 100)
        for n in 2, 3:
            context = before[-(n - 1):]
            if len(before) >= n - 1 and followed[n].get(context, 0):
                # Three times as much as was seen once: what was cut from a profile has to go somewhere.
                rest = 3 * kinds[n][context]
                probability = (profile[n].get(context + c, 0) + rest * probability) / (followed[n][context] + rest)
        return probability

    def word(text):
        text = BOUNDARY + text + BOUNDARY
        return math.prod(letter(text[max(0, i - 2):i], text[i]) for i in range(1, len(text)))
    return word


def drawn(counts, how_many):
    """Words drawn from n-grams."""
    chance = random.Random(1)
    following = [{} for _ in range(LONGEST)]
    for n in range(2, LONGEST + 1):
        for gram, count in counts[n].items():
            letters, weights = following[n - 1].setdefault(gram[:-1], ([], []))
            letters.append(gram[-1])
            weights.append(count)
    following = [{context: (letters, list(itertools.accumulate(weights))) for context, (letters, weights) in table.items()} for table in following]
    found = collections.Counter()
    for _ in range(how_many):
        text = BOUNDARY
        while len(text) <= 40:
            context = next(text[-n:] for n in range(LONGEST - 1, 0, -1) if len(text) >= n and text[-n:] in following[n])
            letters, weights = following[len(context)][context]
            letter = chance.choices(letters, cum_weights=weights)[0]
            if letter == BOUNDARY:
                break
            text += letter
        found[text[1:]] += 1
    return found


def counts_of(packages, language):
    """The counts of a language's n-grams, by order."""
    if language == "sr-Latn":
        latin = collections.Counter()
        for word, count in drawn(packages.lingua_counts("sr"), 1_500_000).items():
            latin["".join(SERBIAN.get(c, c) for c in word)] += count
        return counted(latin)
    if language not in VOCABULARIES:
        return packages.lingua_counts(language)
    vocabulary = packages.vocabulary(language)
    if language in ("hi", "mr"):
        vocabulary |= {word: True for word in packages.chromium(language)}
    django = collections.Counter() if language == "uz-Cyrl" else packages.django(language)
    vocabulary |= {word: True for word in django}
    profile = packages.profile(language)
    # Four times each word: enough to be believed, and little enough to leave room for words that are not listed.
    size = 4.0 * len(vocabulary)
    if profile:
        probability = token_probability(profile)
        likely = {word: probability(word) for word in vocabulary}
        total = sum(likely.values())
        weights = collections.Counter({word: size * (0.6 * likely[word] / total + 0.4 / len(vocabulary)) for word in vocabulary})
    else:
        frequent = packages.frequent(language)
        weights = collections.Counter({word: size * (0.7 if frequent else 1) / len(vocabulary) for word in vocabulary})
        harmonic = max(1.0, sum(1 / (i + 2) for i in range(len(frequent))))
        for i, word in enumerate(frequent):
            weights[word] += 0.3 * size / (i + 2) / harmonic
    for word, count in django.items():
        weights[word] += count * (0.05 if profile else 0.3) * size / max(sum(django.values()), 2000)
    if language == "am":
        chromium = packages.chromium("am")
        for word, count in chromium.items():
            weights[word] += count * size / sum(chromium.values())
    counts = counted(weights)
    if profile:
        for n in 1, 2, 3:
            share = 0.25 * sum(profile[n].values()) / sum(counts[n].values())
            merged = collections.Counter({gram: count * share for gram, count in counts[n].items()})
            merged.update(profile[n])
            counts[n] = merged
    return counts
