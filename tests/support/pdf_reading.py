"""Reads the letters and page sizes of a PDF that typst wrote with one font: enough to hold it against the document."""

from __future__ import annotations

import re
import zlib

_STREAM = re.compile(rb"\d+ 0 obj\s*<<(.*?)>>\s*stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_TOKEN = re.compile(rb"\\.|[()]|(?<!ActualText)<[0-9A-F]+>", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_PLAIN = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def page_sizes(pdf: bytes) -> list[tuple[int, int]]:
    """Return width and height of each page in mm."""
    found = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pdf)
    return [(round(float(w) / 72 * 25.4), round(float(h) / 72 * 25.4)) for w, h in found]


def lowest(pdf: bytes) -> float:
    """Return how far above the lower edge of its page the lowest line stands, in points; negative where something is cut."""
    placed = (re.findall(rb"[\d.]+ 0 0 -[\d.]+ [-\d.]+ ([-\d.]+) cm", stream) for stream in _streams(pdf))
    return min(float(place) for places in placed for place in places)


def letters(pdf: bytes) -> str:
    """Return what is printed, in the order drawn, without white space, once by each font of the file (a picture brings its own)."""
    streams = _streams(pdf)
    codes = [code for s in streams if b" Tf" in s for code in _strings(s)]
    return "\n".join(_decoded(codes, _table(s)) for s in streams if b"begincmap" in s)


def _decoded(codes: list[bytes], table: dict[bytes, str]) -> str:
    drawn = "".join(table.get(code[n : n + 2], "\ufffd") for code in codes for n in range(0, len(code), 2))
    return re.sub(r"[\s\u200b]", "", drawn)


def _streams(pdf: bytes) -> list[bytes]:
    return [zlib.decompress(body) if b"FlateDecode" in head else body for head, body in _STREAM.findall(pdf)]


def _table(cmap: bytes) -> dict[bytes, str]:
    pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n", b"".join(re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL)))
    return {bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def _strings(stream: bytes) -> list[bytes]:
    """The strings of a content stream, in letters or hexadecimal; parentheses that balance stand in them as they are."""
    found, depth, start = [], 0, 0
    for token in _TOKEN.finditer(stream):
        if token[0] == b"(":
            start = token.end() if depth == 0 else start
            depth += 1
        elif token[0] == b")":
            depth -= 1
            if depth == 0:
                found.append(_unescaped(stream[start : token.start()]))
        elif depth == 0 and token[0].startswith(b"<"):
            found.append(bytes.fromhex(token[0][1:-1].decode("ascii")))
    return found


def _unescaped(text: bytes) -> bytes:
    def one(found: re.Match[bytes]) -> bytes:
        return bytes([int(found[1], 8)]) if found[1].isdigit() else _PLAIN.get(found[1], found[1])

    return _ESCAPE.sub(one, text)
