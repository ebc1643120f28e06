"""Estimates how wide a name will stand in the pages' sans, so that the server can keep names apart."""

from __future__ import annotations

# Advance widths of Source Sans 3 at weight 500, in thousandths of the font size, for the codes 32 to 126.
_ASCII = (
    "200 302 455 505 505 833 624 262 314 314 428 505 262 316 262 347 505 505 505 505 505 505 505 505 505 505 262 "
    "262 505 505 505 435 861 551 592 573 620 532 502 622 657 273 487 588 494 736 652 669 574 669 581 539 541 650 "
    "526 793 527 489 540 314 347 314 505 500 546 510 558 459 559 501 304 512 551 254 255 508 263 836 553 546 559 "
    "559 360 425 350 550 481 734 464 481 434 314 248 314 505"
)
_WIDTHS = {chr(32 + place): int(width) for place, width in enumerate(_ASCII.split())}
_OTHER_LETTER = 550
_WIDE_LETTER = 1_000
_FIRST_WIDE = "\u1100"


def text_width(text: str, size: float) -> float:
    """The width of a text in pixels at this font size."""
    return sum(_WIDTHS.get(letter) or _unknown(letter) for letter in text) * size / 1_000


def _unknown(letter: str) -> int:
    return _WIDE_LETTER if letter >= _FIRST_WIDE else _OTHER_LETTER
