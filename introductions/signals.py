"""What upper apps hear of introductions. Sent inside the transaction, with `introduction` and `by`."""

from django.dispatch import Signal

accepted = Signal()  # both sides said yes
ended = Signal()  # withdrawn after both had said yes
