"""The forms of a nationality: of «سوري» also «السورية», «سوريين», «السوريون»; of "Syrian" also "Syrians"."""

from index.arabic import fold_text

_ENDINGS = ("", "ة", "ين", "ون", "ان", "ات", "تين", "تان", "ا")
_NO_PLURAL = ("ese", "sh", "ch", "men", "man", "ss", "ois", "che")


def arabic_forms(stem: str) -> list[tuple[str, int]]:
    """Return the folded forms of a nisba of one or two words, each with the length of its article; `=` keeps a form.

    «سوري» -> (سوري, 0)، (السوري, 2)، (سوريه, 0)، …; «كوري شمالي» -> (الكوريه الشماليه, 2) too. The accusative
    («سوريا») has no article.
    """
    if stem.startswith("="):
        return [(fold_text(stem[1:]), 2 if stem.startswith("=ال") else 0)]
    words = [fold_text(word) for word in stem.split()]
    forms: dict[str, int] = {}
    for ending in _ENDINGS:
        inflected = [word + fold_text(ending) for word in words]
        forms.setdefault(" ".join(inflected), 0)
        if ending != "ا":
            forms.setdefault(" ".join("ال" + word for word in inflected), 2)
        if ending == "ون" and len(words) == 2:
            forms.setdefault(f"ال{inflected[0]} ال{words[1]}ين", 2)
    return list(forms.items())


def english_forms(people: str) -> list[str]:
    """Return an English nationality and its plural, where it has one in -s: "Syrian" -> "Syrian", "Syrians"."""
    return [people] if people.endswith(_NO_PLURAL) else [people, people + "s"]
