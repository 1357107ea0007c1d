"""A process that accepts one introduction for its person, as soon as a file appears: `python -m … KEY FILE`."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import django


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main(key: str, gate: str) -> None:
    django.setup()
    from introductions.domain.answering import accept_introduction
    from introductions.domain.errors import OpeningFull
    from matching.choices import Side
    from matching.models import Introduction

    introduction = Introduction.objects.select_related("profile__user", "opening").get(pk=int(key))
    person = introduction.profile.user
    assert person is not None
    say("ready")
    while not Path(gate).exists():
        time.sleep(0.002)
    try:
        accept_introduction(introduction, side=Side.PERSON, by=person)
    except OpeningFull as full:
        say(str(full))
    else:
        say("accepted")


if __name__ == "__main__":
    main(*sys.argv[1:])
