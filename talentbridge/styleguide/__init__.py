"""The living style guide: every part of `templates/components/` in every state. Never in production."""
