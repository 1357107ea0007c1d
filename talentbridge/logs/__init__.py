"""What the running site writes about itself: one JSON object a line, joined by request and task, with nobody's data
(docs/decisions/0029).

config.py says where records go, values.py what of them is told, requests.py and tasks.py give the numbers that join.
"""
