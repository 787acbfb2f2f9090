"""Text as it comes in: cleaned once, and made findable and sortable in Finnish and Swedish."""

import re
import unicodedata

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_ODD_SPACE = re.compile("[\x0b\x0c\u0085\u2028\u2029]")
_UNWANTED = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff{BIDI}]")
_FOLDS = str.maketrans(
    {"å": "a", "ä": "a", "æ": "a", "ö": "o", "ø": "o", "õ": "o", "đ": "d", "ŧ": "t", "ŋ": "n"}
)


def clean_text(text: str) -> str:
    """NFC, unix line ends, and nothing that a database, a calendar or a reader's eye would choke on."""
    text = _ODD_SPACE.sub("\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", _UNWANTED.sub("", text)).strip()


def clean_line(text: str) -> str:
    """Like clean_text, on one line."""
    return " ".join(clean_text(text).split())


def search_key(*texts: str) -> str:
    """What a search looks through: NFKC, case folded, and once more with å, ä and ö as a and o."""
    joined = " ".join(" ".join(texts).split())
    plain = unicodedata.normalize("NFKC", joined).casefold()
    folded = fold(plain)
    return plain if folded == plain else f"{plain} {folded}"


def fold(text: str) -> str:
    """Case and accents folded away, for somebody typing in a hurry: 'Näkkäläjärvi' → 'nakkalajarvi'."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_FOLDS)
    return "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))


def sort_key(text: str) -> str:
    """A key of plain letters that sorts as Finnish and Swedish do, in any database: å, ä, ö last, ü with y."""
    return "".join(_LETTERS.get(c) or _bare(c) for c in unicodedata.normalize("NFC", text).casefold())


_LETTERS = {
    "å": "zza",
    "ä": "zzb",
    "æ": "zzb",
    "ö": "zzc",
    "ø": "zzc",
    "õ": "zzc",
    "ü": "y",
    "ß": "ss",
    "đ": "d",
}


def _bare(character: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", character) if not unicodedata.combining(c))
