"""What upper apps hear of introductions. Sent inside the transaction, with `introduction` and `by`."""

from django.dispatch import Signal

accepted = Signal()  # both sides said yes
answered = Signal()  # a side said yes or no, or it ended; with `event`, the row of its timeline
ended = Signal()  # withdrawn after both had said yes
