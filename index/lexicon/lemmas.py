"""From an English word as it stands to the dictionary forms it may be: rules, and tables of what breaks them.

No rule knows all words. Each gives its candidates, likeliest first, and whoever asks takes the first that is a word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

VERB, NOUN, ADJECTIVE = "v", "n", "adj"
_SHORTEST_STEM = 2
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Lemma:
    """A dictionary form that a word may be.

    `kind` is the part of speech that the ending speaks for, or empty. A `sure` one stands in a table, or is the word
    itself; the others are guesses by rule, of which only the first that exists should count.
    """

    word: str
    kind: str = ""
    sure: bool = False


_PASTS = """
arise arose arisen|bear bore borne|beat beaten|become became|begin began begun|bet betted|bind bound|bite bit bitten
bleed bled|blow blew blown|break broke broken|breed bred|bring brought|build built|burn burnt|buy bought|catch caught
choose chose chosen|cling clung|come came|creep crept|deal dealt|dig dug|draw drew drawn|dream dreamt|drink drank drunk
drive drove driven|eat ate eaten|fall fell fallen|feed fed|feel felt|fight fought|find found|flee fled|fly flew flown
forbid forbade forbidden|forget forgot forgotten|forgive forgave forgiven|freeze froze frozen|give gave given
go went gone|grow grew grown|hang hung|hear heard|hide hid hidden|hold held|keep kept|know knew known|lay laid|lead led
lean leant|learn learnt|leave left|lend lent|light lit|lose lost|mean meant|meet met|mislead misled
overcome overcame|overthrow overthrew overthrown|pay paid|prove proven|rebuild rebuilt|ride rode ridden|ring rang rung
rise rose risen|run ran|say said|see saw seen|seek sought|sell sold|send sent|sew sewn|shake shook shaken
shoot shot|show shown|shrink shrank shrunk|sing sang sung|sink sank sunk|sit sat|sleep slept|slide slid|sow sown
speak spoke spoken|speed sped|spend spent|spin spun|spring sprang sprung|stand stood|steal stole stolen|stick stuck
sting stung|strike struck stricken|swear swore sworn|sweep swept|swell swollen|swim swam swum|swing swung
take took taken|teach taught|tear tore torn|tell told|think thought|throw threw thrown|undergo underwent undergone
understand understood|wake woke woken|wear wore worn|weave wove woven|weep wept|win won|wind wound
withdraw withdrew withdrawn|withstand withstood|write wrote written|die dying|lie lying|tie tying|quit quitting
mimic mimicked mimicking|panic panicked panicking|traffic trafficked trafficking
"""
_PLURALS = """
man men|woman women|child children|person persons|foot feet|tooth teeth|goose geese|mouse mice|ox oxen|louse lice
gunman gunmen|policeman policemen|spokesman spokesmen|spokeswoman spokeswomen|businessman businessmen|fireman firemen
chairman chairmen|congressman congressmen|fisherman fishermen|workman workmen|serviceman servicemen|knife knives
life lives|wife wives|wolf wolves|leaf leaves|half halves|shelf shelves|thief thieves|loaf loaves|calf calves
bacterium bacteria|medium media|datum data|criterion criteria|phenomenon phenomena|fungus fungi|nucleus nuclei
alumnus alumni|cactus cacti|stimulus stimuli|crisis crises|base bases|basis bases|analysis analyses|axis axes
thesis theses|hypothesis hypotheses|diagnosis diagnoses|oasis oases|emphasis emphases|parenthesis parentheses
matrix matrices|vertex vertices|index indices|appendix appendices|formula formulae|antenna antennae|larva larvae
hero heroes|tax taxes|bus buses|gas gases|virus viruses|movie movies|cookie cookies|pharaoh pharaohs|quiz quizzes
"""
_COMPARED = """
good better best|bad worse worst|far farther furthest|little less least|old elder eldest
"""
_BRITISH = (
    ("isation", "ization"), ("is(?=(?:e[drs]?|ing)$)", "iz"), ("ys(?=(?:e[drs]?|ing)$)", "yz"), ("our", "or"),
    ("tre$", "ter"), ("ence$", "ense"), ("ogue$", "og"), ("mme$", "m"), ("ae", "e"), ("oe", "e"), ("ll", "l"),
    ("fil$", "fill"), ("^grey", "gray"), ("aluminium", "aluminum"), ("^tyre", "tire"), ("^aero(?=plane)", "air"),
    ("^jewellery", "jewelry"), ("^moustache", "mustache"),
)  # fmt: skip


def american(word: str) -> Iterator[str]:
    """Give the American spellings that `word` would have if it were British: "centre" -> "center".

    The data is spelled the American way. A spelling may be no word at all ("hour" -> "hor").
    """
    if not _maybe_british().search(word):
        return
    for pattern, replacement in _british():
        changed = pattern.sub(replacement, word)
        if changed != word:
            yield changed


def lemmas(word: str) -> tuple[Lemma, ...]:
    """Return the dictionary forms that an English word in small letters may be: the sure ones, then by likelihood.

    "stopped" -> stopped, stop, stopp, stoppe; "cities'" -> cities, city, citie.
    """
    word = bare(word)
    found = {word: Lemma(word, sure=True)}
    for base, kind in _irregular().get(word, ()):
        found.setdefault(base, Lemma(base, kind, sure=True))
    for base, kind in _by_rule(word):
        found.setdefault(base, Lemma(base, kind))
    return tuple(found.values())


def bare(word: str) -> str:
    """Return `word` without a possessive ending: "minister's" -> "minister", "states'" -> "states"."""
    word = word.replace("’", "'")
    return word.removesuffix("'s").rstrip("'")


def _by_rule(word: str) -> Iterator[tuple[str, str]]:
    if word.endswith("s"):
        for base in _singular(word):
            yield base, ""
    for ending, kind in (("ed", VERB), ("ing", VERB), ("est", ADJECTIVE), ("er", ADJECTIVE)):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            for base in _before(word[: -len(ending)], after_y=ending != "ing"):
                yield base, kind
    if word.endswith("ly"):
        for base in _before_ly(word):
            yield base, ADJECTIVE


def _singular(word: str) -> Iterator[str]:
    if word.endswith(("ss", "us", "is")) or len(word) <= _SHORTEST_STEM:
        return
    if word.endswith("ies"):
        yield word[:-3] + "y"
    elif re.search("(?:s|x|z|ch|sh|o)es$", word):
        yield word[:-2]
    yield word[:-1]


def _before(stem: str, *, after_y: bool) -> Iterator[str]:
    """Give what may stand before -ed, -ing, -er and -est: "stopp" -> "stop", "hop" -> "hope", "tri" -> "try"."""
    if not any(letter in _VOWELS + "y" for letter in stem):
        return
    if after_y and stem.endswith("i"):
        yield stem[:-1] + "y"
    doubled = len(stem) > _SHORTEST_STEM and stem[-1] == stem[-2] and stem[-1] not in _VOWELS
    if doubled:
        # Roots end in two of these by themselves: "filled", "passed".
        yield from (stem, stem[:-1]) if stem[-1] in "lsfz" else (stem[:-1], stem)
    mute = stem[-1] in "vcgszu" or re.search(f"(?:^|[^{_VOWELS}])[{_VOWELS}y][^{_VOWELS}wxy]$|[^{_VOWELS}r]l$", stem)
    yield from (stem + "e", stem) if mute and not doubled else (stem, stem + "e")


def _before_ly(word: str) -> Iterator[str]:
    stem = word[:-2]
    if stem.endswith("i"):
        yield stem[:-1] + "y"
    yield stem
    if stem.endswith("al"):
        yield stem[:-2]
    if stem.endswith(("ab", "ib", "mp", "nt")):
        yield stem + "le"
    if stem.endswith("u"):
        yield stem + "e"


@cache
def _british() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), replacement) for pattern, replacement in _BRITISH)


@cache
def _maybe_british() -> re.Pattern[str]:
    """Whether any rule fits, in one look: most words have nothing British."""
    return re.compile("|".join(f"(?:{pattern})" for pattern, _ in _BRITISH))


@cache
def _irregular() -> dict[str, tuple[tuple[str, str], ...]]:
    """Bases, with their part of speech, by irregular form."""
    table: dict[str, tuple[tuple[str, str], ...]] = {}
    for text, kind in ((_PASTS, VERB), (_PLURALS, NOUN), (_COMPARED, ADJECTIVE)):
        for row in re.split(r"[|\n]", text.strip()):
            base, *forms = row.split()
            for form in forms:
                table[form] = (*table.get(form, ()), (base, kind))
    return table
