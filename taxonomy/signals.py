"""What happens here and others listen to, for this layer may import none above it."""

from django.dispatch import Signal

# An administrator changed a row in the Django admin. Sent in the transaction of the change, with
# `subject` (the row), `verb` ("added", "changed", "deleted"), `by` (the user), `before` and `after` (JSON values).
changed_in_admin = Signal()

# Somebody who works here was shown `rows` of one model, the sender: `by` (the user). `text`: of a list, what it says;
# whom it does not name was not shown.
rows_shown = Signal()
