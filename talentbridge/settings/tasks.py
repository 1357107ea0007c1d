"""Celery: queues, limits, what runs by the clock. Tasks run at once unless a broker is named."""

from celery.schedules import crontab
from kombu import Queue

from talentbridge.settings.environment import env

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="") or "memory://"
CELERY_TASK_ALWAYS_EAGER = CELERY_BROKER_URL == "memory://"
# A page shows how far a file is read: without a broker a thread of the web process reads it.
IMPORTS_IN_THREADS = CELERY_TASK_ALWAYS_EAGER
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_IGNORE_RESULT = True
# A worker that is killed loses no task: the broker hands it to another. Each task may run twice, so each is idempotent.
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1  # tasks are long: one that waits is better off with an idle worker
# A worker takes from the queues that it is told: `-Q index`, `-Q query,match,mail` (docs/architecture.md, "Workers").
# What pages wait for never stands behind a batch that is indexed.
CELERY_TASK_DEFAULT_QUEUE = "index"
CELERY_TASK_QUEUES = [Queue(name) for name in ("index", "query", "match", "mail")]
CELERY_TASK_ROUTES = {
    "search.tasks.make_vectors": {"queue": "query"},
    "search.tasks.*": {"queue": "index"},
    "matching.tasks.*": {"queue": "match"},
    "experts.tasks.*": {"queue": "match"},
    "bases.tasks.*": {"queue": "match"},
    "outcomes.tasks.*": {"queue": "match"},
    "accounts.tasks.*": {"queue": "match"},
    "attaches.tasks.*": {"queue": "match"},
    "privacy.tasks.*": {"queue": "match"},
    "nominations.tasks.*": {"queue": "match"},
    "notices.tasks.*": {"queue": "match"},
    "*.letters.*": {"queue": "mail"},
    "*.tasks.*": {"queue": "match"},
}
CELERY_IMPORTS = ["accounts.letters"]  # a task outside a module `tasks`
# Of tasks that name none of their own.
CELERY_TASK_SOFT_TIME_LIMIT, CELERY_TASK_TIME_LIMIT = 300, 330
# Models are loaded when a worker's process begins, which takes longer than Celery's four seconds.
CELERY_WORKER_PROC_ALIVE_TIMEOUT = 120
CELERY_WORKER_CONCURRENCY = 1  # each process holds the models; more of them is another worker
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Redis hands a task out again that was not acknowledged for so many seconds. A rebuild of a million profiles takes
# hours, and two at once gain nothing; what is lost before that, the sweeper finds in the outbox.
# Whoever sends does not wait for a Redis that is away: search/broker.py.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 24 * 3600,
    "socket_connect_timeout": 2,
    "socket_timeout": 10,  # of a worker that waits for its next task, above the second for which it asks
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.1,
}
# The sweeper (`celery -A talentbridge beat`): what a lost message or a failed attempt left in the outbox.
CELERY_BEAT_SCHEDULE = {
    "work-off-outbox": {"task": "search.tasks.work_off_outbox", "schedule": 60.0},
    "look-after-introductions": {
        "task": "introductions.tasks.look_after_introductions",
        "schedule": crontab(minute="25"),
    },
    "close-openings": {"task": "bases.tasks.close_openings", "schedule": 300.0},
    "forget-imports": {"task": "experts.tasks.forget_imports", "schedule": crontab(hour="2", minute="40")},
    "forget-offers": {"task": "accounts.tasks.forget_offers", "schedule": crontab(hour="2", minute="50")},
    "end-nominations": {
        "task": "nominations.tasks.end_and_remind",
        "schedule": crontab(hour="2", minute="20"),
    },
    "forget-notices": {"task": "notices.tasks.forget_notices", "schedule": crontab(hour="2", minute="55")},
    "ask-to-confirm": {"task": "experts.tasks.ask_to_confirm", "schedule": crontab(hour="6", minute="20")},
    # After midnight at the bases, most of which keep Beijing time.
    "remind-of-stays": {"task": "exchanges.tasks.remind", "schedule": crontab(hour="6", minute="40")},
    # Before the rules of retention, so that what somebody asked for is done first.
    "erase-people": {"task": "privacy.tasks.erase_people", "schedule": crontab(hour="2", minute="10")},
    "apply-retention": {"task": "privacy.tasks.apply_rules", "schedule": crontab(hour="2", minute="40")},
    "remind-of-requests": {
        "task": "privacy.tasks.remind_of_requests",
        "schedule": crontab(hour="6", minute="50"),
    },
    "remind-of-reports": {"task": "outcomes.tasks.remind", "schedule": crontab(hour="6", minute="40")},
    "open-evaluations": {
        "task": "outcomes.tasks.open_evaluations",
        "schedule": crontab(hour="0", minute="20"),
    },
    # In the morning of the site: notices that wait, and what is new; of the latter, whoever chose a week hears on one.
    "send-digests": {"task": "matching.tasks.send_digests", "schedule": crontab(hour="7", minute="10")},
    # Attachés learn from them which openings have no suitable candidate yet.
    "make-lists": {"task": "attaches.tasks.make_lists", "schedule": crontab(hour="3", minute="50")},
    # How many people are new in lists that somebody follows.
    "refresh-shortlists": {"task": "matching.tasks.refresh_shortlists", "schedule": crontab(minute="*/15")},
    # A document that is merely copied does not tell which vectors it was made from: only this forgets those of texts
    # that are gone.
    "rebuild-afresh": {
        "task": "search.tasks.rebuild_afresh",
        "schedule": crontab(day_of_week="sunday", hour="3", minute="0"),
    },
}
