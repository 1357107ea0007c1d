from notices.models.notice import Notice
from notices.models.preference import Preference

__all__ = ["Notice", "Preference"]
