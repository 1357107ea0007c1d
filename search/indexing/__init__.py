"""From a change in the database to a document in the index.

A change adds a row to the outbox in its own transaction (outbox.py, called by search/receivers.py). After the commit
the rows are worked off (work.py): read the subject again, put it into the index or remove it. rebuild.py makes the
whole index anew, status.py compares it with the database, aside.py shows the jobs that failed too often.
"""

from search.indexing.outbox import deferred, enqueue
from search.indexing.rebuild import rebuild
from search.indexing.status import Status, compare
from search.indexing.work import Report, work_off

__all__ = ["Report", "Status", "compare", "deferred", "enqueue", "rebuild", "work_off"]
