"""Who may do what, what they agreed to, and what was done."""

from accounts.models.audit import AuditEvent
from accounts.models.consent import Consent, Purpose
from accounts.models.offers import Decision, Invitation, OfferedKind, OfferedRole, RoleRequest
from accounts.models.roles import AttachePost, OfficerScope, PostKind, ScopeLevel
from accounts.models.user import Digest, User

__all__ = [
    "AttachePost",
    "AuditEvent",
    "Consent",
    "Decision",
    "Digest",
    "Invitation",
    "OfferedKind",
    "OfferedRole",
    "OfficerScope",
    "PostKind",
    "Purpose",
    "RoleRequest",
    "ScopeLevel",
    "User",
]
