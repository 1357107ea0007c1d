"""Real PostgreSQL, Redis and Elasticsearch on this machine's loopback, for tests: see docs/services.md."""
