"""What is known of one opening, as seen from the countries of one reader."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Facts:
    """No number is below 0."""

    days_left: float  # until the deadline
    places_left: int  # at least 1: a full opening is no task
    suitable: int | None  # people in its stored list who fit well or strongly; None: no list was made yet
    framework: bool  # it is part of a cooperation framework with one of the countries
    challenge: bool  # it answers a global challenge
    programme: bool  # it belongs to a programme
    here: int  # people of the countries in its fields whom the reader may see
    completed: int  # stays of people of the countries in its fields that were completed
