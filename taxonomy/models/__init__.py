"""What everything else is tagged with."""

from taxonomy.models.base import AtomicModel, NamedModel, TextVersion
from taxonomy.models.challenge import Challenge
from taxonomy.models.discipline import Discipline
from taxonomy.models.field import PriorityField
from taxonomy.models.region import Region
from taxonomy.models.term import Term

__all__ = ["AtomicModel", "Challenge", "Discipline", "NamedModel", "PriorityField", "Region", "Term", "TextVersion"]
