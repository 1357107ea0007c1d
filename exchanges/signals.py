"""What upper apps hear of stays. Sent inside the transaction, with `exchange` and `by`."""

from django.dispatch import Signal

begun = Signal()  # the person arrived
ended = Signal()  # completed, or ended early
