"""Check digits of the codes that name a legal person: 统一社会信用代码 (GB 32100-2015) and LEI (ISO 17442)."""

from __future__ import annotations

import re
import unicodedata

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I, O, S, V, Z
_WEIGHTS = tuple(3**i % 31 for i in range(17))
_USCC = re.compile(rf"[0-9A-Y][{USCC_ALPHABET}][0-9]{{6}}[{USCC_ALPHABET}]{{10}}")
_LEI = re.compile(r"[0-9A-Z]{18}[0-9]{2}")
_BLANKS = re.compile(r"[\s-]+")


def clean_code(text: str) -> str:
    """Return a code in capitals and half-width, without blanks and hyphens.

    >>> clean_code(" ９１３５ 0100M000100y43 ")
    '91350100M000100Y43'
    """
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text)).upper()


def uscc_check_character(body: str) -> str:
    """Return the 18th character for the first 17: (31 − Σ wᵢ·cᵢ mod 31) mod 31. Raises ValueError for a foreign character.

    The second mod matters: without it a sum divisible by 31 has no check character (it is 0).

    >>> uscc_check_character("91440704MA4W00039")
    '0'
    """
    total = sum(weight * USCC_ALPHABET.index(c) for weight, c in zip(_WEIGHTS, body, strict=True))
    return USCC_ALPHABET[(31 - total % 31) % 31]


def is_uscc(text: str) -> bool:
    """True for a code with the right length, alphabet and check character; blanks, hyphens, width and case do not matter.

    >>> is_uscc("91350100M000100Y43"), is_uscc("91310115MA1H8R7C6D")
    (True, False)
    """
    code = clean_code(text)
    return bool(_USCC.fullmatch(code)) and code[0] in USCC_ALPHABET and uscc_check_character(code[:17]) == code[17]


def is_lei(text: str) -> bool:
    """True for 18 letters or digits and two check digits with remainder 1 by 97 (letters count 10 to 35).

    >>> is_lei("213800KUD8LAJWSQ9D15"), is_lei("213800KUD8LXJWSQ9D15")
    (True, False)
    """
    code = clean_code(text)
    return bool(_LEI.fullmatch(code)) and int("".join(str(int(c, 36)) for c in code)) % 97 == 1
