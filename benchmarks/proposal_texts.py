"""Made-up proposals in varied Chinese: some tell again, in other words, what another has told.

texts = make_texts(650_000)        # a title, a problem and a method each
retold(texts[5], rng)              # the same idea as a later worker would write it
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import NamedTuple

SEED = 2022
SHARE_RETOLD = 0.08
KEPT_OF_TEN = 8
SWAP = 0.5


class Written(NamedTuple):
    title: str
    problem: str
    method: str

    def joined(self) -> str:
        return "\n".join(self)


def _read_words() -> dict[str, list[str]]:
    words: dict[str, list[str]] = {}
    lines = Path(__file__).with_name("proposal_words.txt").read_text("utf-8").splitlines()
    for line in lines:
        if line.startswith("["):
            heading = words.setdefault(line.strip("[]"), [])
        else:
            heading.append(line)
    return words


WORDS = _read_words()
ALIKE = [tuple(line.split()) for line in WORDS["alike"]]


def make_texts(count: int, seed: int = SEED) -> list[Written]:
    """So many proposals, always the same ones; a share of them tells an earlier one again."""
    rng = random.Random(seed)  # noqa: S311  (nothing is kept secret by it)
    texts: list[Written] = []
    for _ in range(count):
        if texts and rng.random() < SHARE_RETOLD:
            texts.append(retold(rng.choice(texts), rng))
        else:
            texts.append(_one(rng))
    return texts


def retold(text: Written, rng: random.Random) -> Written:
    """The same idea in other words: synonyms, other numbers, a clause left out."""
    return Written(*(_retold_part(part, rng) for part in text))


def _retold_part(part: str, rng: random.Random) -> str:
    clauses = [c for c in part.split("，") if rng.randrange(10) < KEPT_OF_TEN] or [part]
    words = "，".join(clauses)
    for one, other in ALIKE:
        if rng.random() < SWAP:
            words = words.replace(one, other)
    return "".join(str(rng.randrange(10)) if c.isdigit() else c for c in words)


def _one(rng: random.Random) -> Written:
    def pick(heading: str) -> str:
        return rng.choice(WORDS[heading])

    words = {
        "machine": pick("machines"),
        "part": pick("parts"),
        "trouble": pick("troubles"),
        "second": pick("parts"),
        "other": pick("troubles"),
        "cause": pick("causes"),
        "way": pick("ways"),
        "more": pick("ways"),
        "place": pick("places"),
        "who": pick("who"),
        "code": _code(rng),
        "n": str(rng.randrange(2, 60)),
        "m": str(rng.randrange(2, 900) * 100),
    }
    words["gain"] = pick("gains").format_map(words)
    return Written(*(pick(part).format_map(words) for part in ("titles", "problems", "methods")))


def _code(rng: random.Random) -> str:
    return f"{rng.choice('ABCDEFGHJKLMNPQRSTUVWXYZ')}{rng.randrange(1, 40)}"
