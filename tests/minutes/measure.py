"""``make minutes``: how much of invented minutes is found, and how much of that is right."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field

from minutes import layouts
from minutes.invented import MONTHS, Meeting, Point, meeting
from minutes.reading_aloud import quotes_not_in_their_lines, read

#: What a layout does not say, and what therefore cannot be found in it.
_UNSAID = {
    "running": {"municipality"},
    "board": {"municipality", "case", "recommended"},
    "dashed": {"municipality"},
    "after_title": {"municipality", "clock"},
}


@dataclass
class Score:
    """Counts by kind, and what was wrong."""

    right: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)
    extra: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def count(self, kind: str, wanted: set, found: set, where: str) -> None:
        self.right[kind] += len(wanted & found)
        self.missing[kind] += len(wanted - found)
        self.extra[kind] += len(found - wanted)
        self.faults += [f"- {where} {kind} {one}" for one in sorted(wanted - found, key=str)]
        self.faults += [f"+ {where} {kind} {one}" for one in sorted(found - wanted, key=str)]

    def rates(self, kind: str) -> tuple[float, float]:
        """Precision and recall."""
        right, extra, missing = self.right[kind], self.extra[kind], self.missing[kind]
        return (right / (right + extra) if right + extra else 1.0), (
            right / (right + missing) if right + missing else 1.0
        )


def plain(text: str) -> str:
    return " ".join(text.lower().split()).strip(" .")


def judge(name: str, made: Meeting, data: bytes, score: Score, where: str) -> dict:
    """Hold one reading against the truth."""
    answer = read(data)
    unsaid = _UNSAID.get(name, set())
    head = answer["meeting"]
    score.count("body", {made.body}, {head["body"]}, where)
    score.count("date", {made.day.isoformat()}, {head["date"]}, where)
    score.count("place", {made.place}, {head["place"]}, where)
    if "municipality" not in unsaid and name != "board":
        wanted = (
            made.municipality
            if made.municipality and made.municipality.endswith("Kommune")
            else None
        )
        score.count("municipality", {wanted}, {head["municipality"]}, where)
    score.count("present", set(made.present), set(head["present"]), where)
    score.count("absent", set(made.absent), set(head["absent"]), where)
    order = made.points
    if name == "running":
        order = sorted(made.points, key=lambda one: one.closed)
    wanted = {(str(one.number), "Lukket" if one.closed else one.title, one.closed) for one in order}
    score.count(
        "item",
        wanted,
        {(one["number"], one["title"], one["closed"]) for one in answer["items"]},
        where,
    )
    if "case" not in unsaid:
        said = {
            (str(one.number), one.case) for one in order if not (name == "running" and one.closed)
        }
        score.count(
            "case number",
            said,
            {
                (one["number"], one["case_number"])
                for one in answer["items"]
                if not (name == "running" and one["closed"])
            },
            where,
        )
    for one in order:
        if not one.closed:
            _item(one, answer, score, where)
    leaks(made, answer, score, where)
    for quote in quotes_not_in_their_lines(answer):
        score.faults.append(f"! {where} quote {quote[:80]}")
        score.extra["quote"] += 1
    return answer


def _item(one: Point, answer: dict, score: Score, where: str) -> None:
    number = str(one.number)
    item = next((item for item in answer["items"] if item["number"] == number), None)
    if item is None:
        return
    at = f"{where}/{number}"
    decided = item["decision"]
    score.count(
        "decision",
        {plain(one.ruling.text)} if one.ruling else set(),
        {plain(decided["text"])} if decided else set(),
        at,
    )
    score.count(
        "outcome",
        set(one.ruling.outcomes) if one.ruling else set(),
        set(decided["outcomes"]) if decided else set(),
        at,
    )
    asked = {plain(words) for words, *_ in one.ruling.asked} if one.ruling else set()
    told = {
        next((words for words in asked if words in plain(ask["text"])), plain(ask["text"]))
        for ask in item["follow_ups"]
    }
    score.count("follow-up", asked, told, at)
    if one.ruling:
        who = {(who, due) for _, who, due in one.ruling.asked}
        score.count(
            "who and when",
            who,
            {
                (ask["responsible"], ask["due"]["end"] if ask["due"] else None)
                for ask in item["follow_ups"]
            },
            at,
        )
    finds = [find for find in answer["finds"] if find["item"] == number]
    score.count(
        "milestone",
        one.ends,
        {find["value"]["when"]["end"] for find in finds if find["kind"] == "milestone"},
        at,
    )
    score.count(
        "amount",
        one.amounts,
        {find["value"]["amount"] for find in finds if find["kind"] == "amount"},
        at,
    )
    score.count(
        "proposal",
        set(one.proposals),
        {
            (find["value"]["number"], find["value"]["title"])
            for find in finds
            if find["kind"] == "proposal"
        },
        at,
    )
    sure = [find for find in finds if find["certainty"] == "sikkert"]
    wrong = [
        find
        for find in sure
        if (find["kind"] == "milestone" and find["value"]["when"]["end"] not in one.ends)
        or (find["kind"] == "amount" and find["value"]["amount"] not in one.amounts)
    ]
    score.extra["sikkert"] += len(wrong)
    score.right["sikkert"] += len(sure) - len(wrong)


def leaks(made: Meeting, answer: dict, score: Score, where: str) -> None:
    """Words that only a closed item has."""
    said = str({key: value for key, value in answer.items() if key != "messages"})
    open_words = {word for one in made.points if not one.closed for word in str(one).split()}
    for one in made.points:
        if one.closed:
            secret = {
                word
                for word in f"{one.title} {one.secret}".split()
                if len(word) > 5
                and word not in open_words
                and word.strip(".,").lower() not in MONTHS
            }
            for word in secret:
                score.right["closed"] += word not in said
                if word in said:
                    score.extra["closed"] += 1
                    score.faults.append(f"! {where} LEAK {word}")


def measure(seeds: range) -> Score:
    """All layouts of the meetings of these seeds."""
    score = Score()
    for layout in layouts.LAYOUTS:
        name = layout.__name__
        for seed in seeds:
            made = meeting(seed, first=layouts.FIRST_NUMBERS.get(name, 1))
            text = layout(made)
            judge(
                name,
                made,
                text if isinstance(text, bytes) else text.encode(),
                score,
                f"{name}:{seed}",
            )
    return score


def main(count: int) -> int:
    """Print precision and recall of each kind."""
    score = measure(range(count))
    for kind in [*dict.fromkeys([*score.right, *score.missing, *score.extra])]:
        precision, recall = score.rates(kind)
        print(
            f"{kind:14} precision {precision:7.2%}  recall {recall:7.2%}"
            f"  ({score.right[kind]} right)"
        )
    if "-v" in sys.argv:
        print(*score.faults, sep="\n")
    return 1 if score.extra["closed"] or score.extra["quote"] or score.extra["sikkert"] else 0


if __name__ == "__main__":
    sys.exit(main(int(next((one for one in sys.argv[1:] if one.isdigit()), "30"))))
