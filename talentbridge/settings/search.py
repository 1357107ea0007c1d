"""Search: the index, the encoders, where vectors are made. Dotted paths; search/checks.py explains a wrong one."""

from pathlib import Path

from talentbridge.settings.environment import VAR, env
from talentbridge.settings.tasks import CELERY_BROKER_URL

SEARCH_BACKEND = env.str("SEARCH_BACKEND", default="search.backends.embedded.EmbeddedBackend")
# After so many attempts that failed through itself a subject is set aside; an outage is no attempt.
INDEX_TRIES = env.int("INDEX_TRIES", default=5)
# A task begins no batch after so many seconds; after twice as many it is told to stop.
INDEX_SECONDS = env.int("INDEX_SECONDS", default=120)
# Where texts become vectors: "worker" – web processes load no model –, or "here", in whatever process needs them.
TALENTBRIDGE_ENCODE = env.str("TALENTBRIDGE_ENCODE", default="") or (
    "worker" if CELERY_BROKER_URL.startswith(("redis://", "rediss://")) else "here"
)
# Seconds that a page waits for vectors from a worker before it is answered by words alone.
VECTORS_DEADLINE = env.float("VECTORS_DEADLINE", default=2.0)
# Empty is as good as unset: an index in the folder from which somebody calls manage.py is nobody's wish.
SEARCH_INDEX_DIR = Path(env.str("SEARCH_INDEX_DIR", default="") or VAR / "index")
# The cluster of search.backends.elasticsearch.ElasticsearchBackend.
ELASTICSEARCH_URL = env.list("ELASTICSEARCH_URL", default=[])
ELASTICSEARCH_API_KEY = env.str("ELASTICSEARCH_API_KEY", default="")
ELASTICSEARCH_USERNAME = env.str("ELASTICSEARCH_USERNAME", default="")
ELASTICSEARCH_PASSWORD = env.str("ELASTICSEARCH_PASSWORD", default="")
ELASTICSEARCH_CA_CERTS = env.str("ELASTICSEARCH_CA_CERTS", default="")
ELASTICSEARCH_PREFIX = env.str("ELASTICSEARCH_PREFIX", default="talentbridge")
ELASTICSEARCH_SHARDS = env.int("ELASTICSEARCH_SHARDS", default=1)
ELASTICSEARCH_TIMEOUT = env.float("ELASTICSEARCH_TIMEOUT", default=3.0)
# The encoders of a view by slot: of the text itself, and of its English view.
SEARCH_ENCODERS = {
    "text": env.str("SEARCH_TEXT_ENCODER", default="search.encoders.use.UseMultilingual"),
    "english": env.str("SEARCH_ENGLISH_ENCODER", default="search.encoders.minilm.MiniLM"),
}
# Folders with the same weight files as the bundled packages; empty means the packages.
SEARCH_USE_DIR = env.str("SEARCH_USE_DIR", default="")
SEARCH_MINILM_DIR = env.str("SEARCH_MINILM_DIR", default="")
SEARCH_THREADS = env.int("SEARCH_THREADS", default=0)  # 0: min(2, cores)
SEARCH_CACHE_DIR = VAR / "cache"
