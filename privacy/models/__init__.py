"""What people decide about their data, and what is kept of that."""

from privacy.models.data_export import DataExport
from privacy.models.data_request import DataRequest, DataRequestEvent
from privacy.models.erasure import Erasure
from privacy.models.hand_review import HandReview
from privacy.models.name_left import NameLeft
from privacy.models.retention_run import RetentionRun

__all__ = [
    "DataExport",
    "DataRequest",
    "DataRequestEvent",
    "Erasure",
    "HandReview",
    "NameLeft",
    "RetentionRun",
]
