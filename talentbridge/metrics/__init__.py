"""What the running site counts of itself, for Prometheus: `/metrics`, behind METRICS_TOKEN (docs/decisions/0030).

requests.py counts pages where they are answered; registry.py puts the counts of a host's web processes together;
tasks.py counts in the broker's Redis, where workers of every host reach it; figures.py reads everything else when it is
asked. No label holds an address, a number of a row or anybody's name.
"""
