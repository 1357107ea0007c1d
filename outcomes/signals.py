"""What upper apps hear of outcomes. Sent inside the transaction, with `outcome` and `by`."""

from django.dispatch import Signal

released = Signal()  # both sides agreed to the story
taken_back = Signal()  # one of them does no longer
