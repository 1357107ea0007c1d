"""What an opening's wording has wrong with it, found by rules: nothing is decided here, people are asked to look."""
