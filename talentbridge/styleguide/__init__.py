"""The living style guide: every part of `templates/components/` in every state. Development and tests alone serve it."""
