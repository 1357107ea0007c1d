from attaches.models.handover import HandedNomination, HandedPost, Handover

__all__ = ["HandedNomination", "HandedPost", "Handover"]
