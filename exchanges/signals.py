"""What upper apps hear of exchanges. Sent inside the transaction, with `exchange` and `by`."""

from django.dispatch import Signal

begun = Signal()  # the person has arrived
ended = Signal()  # completed, or ended early
