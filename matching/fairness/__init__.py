"""Does the ranking treat people of equal merit alike? docs/fairness.md says how that is measured."""
