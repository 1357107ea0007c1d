"""From an opening, a text or a person to an explained list. Only `store_matches` writes.

candidates → read again from the database → eligibility → parts and score → rank → evidence
"""

from matching.domain.bases import bases_for
from matching.domain.openings import openings_for
from matching.domain.pair import explain_pair
from matching.domain.people import people_for, people_for_text
from matching.domain.storing import store_matches

__all__ = ["bases_for", "explain_pair", "openings_for", "people_for", "people_for_text", "store_matches"]
