from exchanges.models.agreement import AgreementVersion, Signature
from exchanges.models.event import ExchangeEvent
from exchanges.models.feed import CalendarAddress
from exchanges.models.letter import IssuedLetter
from exchanges.models.plan import ChecklistItem, Milestone, Reminder

__all__ = [
    "AgreementVersion",
    "CalendarAddress",
    "ChecklistItem",
    "ExchangeEvent",
    "IssuedLetter",
    "Milestone",
    "Reminder",
    "Signature",
]
