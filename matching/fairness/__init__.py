"""Does the ranking treat people of equal merit alike? docs/decisions/0017-what-fairness-means-here.md"""
