from attaches.models.handover import HandedNomination, HandedPost, Handover
from attaches.models.suggestion import Suggestion

__all__ = ["HandedNomination", "HandedPost", "Handover", "Suggestion"]
