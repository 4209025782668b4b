"""Bytes to text: every encoding that Arabic came in, damage, mojibake."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import ReadingError
from index.readers.characters import without_controls
from index.readers.encodings import Decoded, decode, line_encoding
from index.readers.likelihood import PLAUSIBLE, is_bare_arabic, likelihood
from index.readers.mojibake import is_scrambled, repair

# Prose with both kinds of ending (ة, ى), hamza carriers, punctuation and digits; every code page can write it.
NEWS = (
    "أعلنت بلدية المدينة، صباح اليوم، عن إغلاق الجسر الكبير حتى إشعار آخر؛ وقال مسؤول إن الأعمال لن تنتهي قبل شهر.\n"
    "ورأى سكان الضفة الشرقية أن الطريق البديلة بعيدة: هل تكفي حافلة واحدة لطلاب المدارس؟ لا يبدو ذلك.\n"
)
SHORT = "افتتح الوزير معرض الكتاب في بغداد"

_LETTER = st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآةىئؤء")
_ARABIC_TEXT = st.text(alphabet=st.one_of(_LETTER, st.sampled_from(" \n،؟123")), min_size=1)


@pytest.mark.parametrize("text", [NEWS, SHORT])
@pytest.mark.parametrize("name", ["cp1256", "iso8859-6", "mac_arabic", "cp720"])
def test_arabic_code_pages(name: str, text: str) -> None:
    text = text.replace("،", "").replace("؛", "").replace("؟", "") if name == "cp720" else text  # it has none of them
    found = decode(text.encode(name))
    assert found.text == text
    assert found.remarks == ()


def test_windows_1256_is_not_taken_for_its_neighbours() -> None:
    assert decode(NEWS.encode("cp1256")) == Decoded(NEWS, "cp1256")
    assert decode(NEWS.encode("iso8859-6")) == Decoded(NEWS, "iso8859-6")


def test_cp864_writes_letter_shapes() -> None:
    shapes = "ﻋﺎﺩ ﺍﻟﻮﻓﺪ ﺍﻟﻰ ﺑﻐﺪﺍﺩ ﺑﻌﺪ ﻣﺒﺎﺣﺜﺎﺕ ﻓﻲ ﻋﻤﺎﻥ"  # presentation forms, in logical order
    data = shapes.encode("cp864", "ignore")
    assert decode(data).encoding == "cp864"
    assert decode(data).text == data.decode("cp864")


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
@pytest.mark.parametrize("text", [NEWS, SHORT, "Bridge closed until further notice", "جسر"])
def test_byte_order_marks_are_stripped(mark: bytes, name: str, text: str) -> None:
    assert decode(mark + text.encode(name)) == Decoded(text, name)


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [NEWS, SHORT, "Bridge closed until further notice"])
def test_wide_encodings_without_a_mark(name: str, text: str) -> None:
    assert decode(text.encode(name)) == Decoded(text, name)


@given(_ARABIC_TEXT)
def test_utf8_is_always_itself(text: str) -> None:
    assert decode(text.encode()).text == text


@given(_ARABIC_TEXT)
def test_nothing_is_invented(text: str) -> None:
    """Bytes of Windows-1256 come back as they are written, or as another guess, or as an error: never as U+FFFD."""
    data = text.encode("cp1256")
    try:
        found = decode(data)
    except ReadingError:
        return
    assert "\ufffd" not in found.text


@given(st.integers(2, len(NEWS.encode())))
def test_utf8_cut_anywhere(at: int) -> None:
    found = decode(NEWS.encode()[:at])
    assert NEWS.startswith(found.text)
    whole = NEWS.encode()[:at].decode("utf-8", "ignore") == found.text and len(found.text.encode()) == at
    assert bool(found.remarks) != whole


def test_utf8_cut_at_the_beginning() -> None:
    found = decode(SHORT.encode()[1:])
    assert found.text == SHORT[1:]
    assert found.remarks == ("cut inside a character: 1 byte left out at the beginning; the file is likely incomplete",)


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
def test_utf16_cut_in_a_unit(name: str) -> None:
    mark = codecs.BOM_UTF16_LE if name.endswith("le") else codecs.BOM_UTF16_BE
    assert decode(mark + SHORT.encode(name)[:-1]) == Decoded(
        SHORT[:-1], name, ("cut inside a character: 1 byte left out at the end; the file is likely incomplete",)
    )


def test_damaged_utf8_is_an_error_that_names_the_byte() -> None:
    lines = NEWS.encode().split(b"\n")
    data = lines[0] + b"\n" + lines[1][:20] + b"\xc7" + lines[1][20:]
    with pytest.raises(ReadingError) as caught:
        decode(data)
    assert caught.value.line == 2
    assert str(caught.value).startswith(f"byte {len(lines[0]) + 22} (0xC7) is not UTF-8") or str(
        caught.value
    ).startswith(f"byte {len(lines[0]) + 21} (0x")
    assert "\ufffd" in decode(data, lenient=True).text


def test_declared_encodings_are_believed_only_if_they_fit() -> None:
    windows = NEWS.encode("cp1256")
    for declared in ("windows-1256", "utf-8", "iso-8859-6", "iso-8859-1", "unicode_escape", "hex", "none-such"):
        assert decode(windows, declared=declared) == Decoded(NEWS, "cp1256")
    greek = "Η γέφυρα έκλεισε μέχρι νεωτέρας"
    assert decode(greek.encode("iso8859-7"), declared="iso-8859-7") == Decoded(greek, "iso8859-7")


@pytest.mark.parametrize(
    "text",
    [
        "The minister said the bridge “is closed” – for now. Nothing else was known on Monday.",
        "Le ministre a déclaré que la fermeture du pont était décidée à l’été, après une réunion.",
    ],
)
def test_western_text_is_read_with_a_remark(text: str) -> None:
    found = decode(text.encode("cp1252"))
    assert (found.text, len(found.remarks)) == (text, 1)


def test_cyrillic_is_asked_of_charset_normalizer() -> None:
    text = "Мост закрыт до особого распоряжения, сообщили в мэрии города в понедельник утром. " * 3
    found = decode(text.encode("cp1251"))
    assert (found.text, len(found.remarks)) == (text, 1)


@pytest.mark.parametrize("data", [bytes(range(256)) * 4, b"\x00\x01\x02\x03" * 20])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(ReadingError):
        decode(data)


@pytest.mark.parametrize(
    ("wrong", "right"), [("cp1252", "utf-8"), ("latin-1", "utf-8"), ("cp1252", "cp1256"), ("cp1256", "utf-8")]
)
def test_mojibake_is_put_right_and_said(wrong: str, right: str) -> None:
    data = NEWS.encode(right)
    broken = "".join(bytes([b]).decode(wrong, "ignore") or chr(b) for b in data)  # as browsers decode
    found = decode(broken.encode())
    assert found.text == NEWS
    [remark] = found.remarks
    assert remark.startswith("was mojibake (")


def test_double_mojibake_is_put_right() -> None:
    once = NEWS.encode().decode("latin-1")
    assert decode(once.encode().decode("latin-1").encode()).text == NEWS


@pytest.mark.parametrize("loss", ["\ufffd", "", "?"])
def test_mojibake_with_lost_letters_is_refused(loss: str) -> None:
    broken = "".join(bytes([b]).decode("cp1252", "ignore") or loss for b in NEWS.encode())
    with pytest.raises(ReadingError, match=r"is mojibake .* letters were lost"):
        decode(broken.encode())


def test_question_marks_in_place_of_letters_are_refused() -> None:
    with pytest.raises(ReadingError, match="only question marks are left"):
        decode(NEWS.encode("ascii", "replace"))


@pytest.mark.parametrize(
    "text",
    [
        NEWS,
        SHORT,
        "حافظ، لفظ، «الحفاظ» الشرط، خط» فقط؛",  # ط and ظ before punctuation
        "Ça a été l'été à Évry, où l'on fête Noël.",
        "Øystein Ås bor på Øya i Ålesund.",
        "؟",
        "",
    ],
)
def test_right_text_is_never_put_right(text: str) -> None:
    assert not is_scrambled(text)
    assert repair(text) is None


@given(st.text())
def test_repairs_can_be_undone(text: str) -> None:
    repaired = repair(text)
    if repaired is not None and repaired.wrong == "latin-1":
        assert likelihood(repaired.text) >= PLAUSIBLE


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("بغ\x00داد", "بغداد"),
        ("بغداد\x0cدمشق", "بغداد\nدمشق"),
        ("بغداد.\x0b\nدمشق\x7f\x85\x9f", "بغداد.\nدمشق\x85"),
        ("أ\tب\r\nج", "أ\tب\r\nج"),
        ("\u202bيمين\u202c\u200f", "\u202bيمين\u202c\u200f"),  # direction marks are no control characters here
    ],
)
def test_control_characters(text: str, clean: str) -> None:
    assert without_controls(text) == clean


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        (b'{"a": 1}\n', ("utf-8", b"")),
        (codecs.BOM_UTF8 + "خبر\n".encode(), ("utf-8", codecs.BOM_UTF8)),
        (codecs.BOM_UTF16_LE + "خبر\n".encode("utf-16-le"), ("utf-16-le", codecs.BOM_UTF16_LE)),
        (NEWS.encode("cp1256"), ("cp1256", b"")),
        (SHORT.encode("cp1256") + b"\n" + SHORT.encode() + b"\n", ("utf-8", b"")),  # one line in UTF-8 is enough
        (NEWS.encode()[:-30], ("utf-8", b"")),  # a sample that ends anywhere
        (NEWS.encode()[:31], ("utf-8", b"")),  # inside a character, no line feed yet
    ],
)
def test_encoding_of_lines(sample: bytes, expected: tuple[str, bytes]) -> None:
    assert line_encoding(sample) == expected


def test_likelihood_tells_arabic_from_its_distortions() -> None:
    assert likelihood(NEWS) > 0.6
    assert likelihood(NEWS.encode("iso8859-6").decode("cp1256")) < 0
    assert likelihood(SHORT.encode("cp720").decode("cp1256", "ignore")) < 0
    assert likelihood("plain") == -1.0
    assert is_bare_arabic("٣ قتلى")
    assert not is_bare_arabic("كçن")
    assert not is_bare_arabic("ةكن")
