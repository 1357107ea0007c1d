from introductions.models.event import IntroductionEvent
from introductions.models.message import Attachment, Message

__all__ = ["Attachment", "IntroductionEvent", "Message"]
