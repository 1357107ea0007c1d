"""Who gets what: every address against every role. A new address without a row fails."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.pages.conftest import ROLES, World, names_of
from tests.pages.routes import GROUPS, routes

ALL = dict.fromkeys(ROLES, 200)
LOGGED_IN = ALL | {"anonymous": 302}
NOBODY = dict.fromkeys(ROLES, 405)
OWN_FORM = NOBODY | {"anonymous": 302}  # by POST alone, of those who are logged in
NO_FACTOR = dict.fromkeys(ROLES, 404) | {"anonymous": 302}  # there is none to be shown
STAFF_AND_OFFICERS = {
    "anonymous": 302,
    "expert": 403,
    "staff": 200,
    "other staff": 403,
    "attaché": 403,
    "officer": 200,
    "administrator": 200,
}
# Whoever has the letter reads it; who is logged in as another is told that it is not theirs.
THEIR_LETTER = dict.fromkeys(ROLES, 403) | {"anonymous": 200}
OFFICERS = STAFF_AND_OFFICERS | {"staff": 403}
THE_ATTACHES = dict.fromkeys(ROLES, 403) | {"anonymous": 302, "attaché": 200}
TO_OFFICERS = dict.fromkeys(ROLES, 404) | {"anonymous": 302, "officer": 200, "administrator": 200}
HIDDEN_FROM_OTHERS = {
    "anonymous": 404,
    "expert": 404,
    "staff": 200,
    "other staff": 404,
    "attaché": 404,
    "officer": 200,
    "administrator": 200,
}
THE_HOSTS = HIDDEN_FROM_OTHERS | {"anonymous": 302}  # to another institution there is no such list
OF_NOBODY = dict.fromkeys(ROLES, 404) | {"anonymous": 302}
TO_THE_LIST = {
    role: 302 if status == 200 else status for role, status in THE_HOSTS.items()
}  # nobody is chosen
THE_WRITERS = OF_NOBODY | {"staff": 200}
OF_BOTH_SIDES = HIDDEN_FROM_OTHERS | {"anonymous": 302, "expert": 200}
TO_THE_INTRODUCTION = {role: 302 if status == 200 else status for role, status in OF_BOTH_SIDES.items()}
BETWEEN_BOTH_SIDES = OF_BOTH_SIDES | {"officer": 404, "administrator": 404}  # what both write is theirs
FOR_A_SIDE = OF_BOTH_SIDES | {"officer": 403, "administrator": 403}  # they read, and write for nobody
STORY_COMES_LATER = {role: 302 if status == 200 else status for role, status in FOR_A_SIDE.items()}
OF_THOSE_WHO_SIGN = OF_BOTH_SIDES | {"officer": 403, "administrator": 403}
FORMS_OF_A_STAY = {
    role: 302 if status == 200 else status for role, status in OF_THOSE_WHO_SIGN.items()
}  # by POST alone
GONE_FOR_OTHERS = {role: 410 if status == 404 else status for role, status in HIDDEN_FROM_OTHERS.items()}
OF_THE_TEAM = dict.fromkeys(ROLES, 404) | {"anonymous": 302, "staff": 200, "administrator": 200}
OF_THE_WRITERS = OF_THE_TEAM | {"administrator": 404}
OF_THE_OWNER = OF_THE_TEAM | {"staff": 404}
THE_ATTACHES = dict.fromkeys(ROLES, 403) | {"anonymous": 302, "attaché": 200}
THE_ATTACHES_OWN = dict.fromkeys(ROLES, 404) | {"anonymous": 302, "attaché": 200}
THE_EXPERTS_OWN = dict.fromkeys(ROLES, 404) | {"anonymous": 302, "expert": 200}
OWN_PROFILE = dict.fromkeys(ROLES, 302) | {"expert": 200}  # who has none is led to its first step

# Name of the address -> (an address, role -> status). A name may have several rows.
ROWS: list[tuple[str, str, dict[str, int]]] = [
    ("nominations:mine", "/en/nominations/", THE_ATTACHES),
    ("nominations:new", "/en/nominations/new/", THE_ATTACHES),
    ("nominations:import", "/en/nominations/import/", THE_ATTACHES),
    ("nominations:import_template", "/en/nominations/import/template/", THE_ATTACHES),
    ("nominations:send_drafts", "/en/nominations/send/", THE_ATTACHES),
    ("nominations:nomination", "/en/nominations/{nomination_draft}/", THE_ATTACHES_OWN),
    ("nominations:edit", "/en/nominations/{nomination_draft}/edit/", THE_ATTACHES_OWN),
    ("nominations:letter", "/en/nominations/{nomination_draft}/letter/", THE_ATTACHES_OWN),
    ("nominations:about_me", "/en/nominations/about-me/", LOGGED_IN),
    (
        "nominations:about_me_one",
        "/en/nominations/about-me/{nomination_of_expert}/",
        dict.fromkeys(ROLES, 410) | {"anonymous": 302, "expert": 200},
    ),
    ("nominations:stop", "/en/nominations/answer/{nomination_link}/stop/", dict.fromkeys(ROLES, 302)),
    ("nominations:letters_again", "/en/nominations/about-me/letters/", OWN_FORM),
    (
        "nominations:answer",
        "/en/nominations/answer/{nomination_link}/",
        THEIR_LETTER,
    ),
    ("front_door", "/", dict.fromkeys(ROLES, 302)),
    ("livez", "/livez", ALL),
    ("readyz", "/readyz", ALL),
    ("metrics", "/metrics", dict.fromkeys(ROLES, 302)),  # to a 404: METRICS_TOKEN is empty
    ("robots", "/robots.txt", ALL),
    ("sitemap", "/sitemap.xml", ALL),
    ("sitemap_part", "/sitemap-openings.xml", ALL),
    ("other_tag", "/zh-CN/openings/", dict.fromkeys(ROLES, 302)),
    ("security", "/.well-known/security.txt", dict.fromkeys(ROLES, 404)),  # SECURITY_CONTACT is empty
    ("share_picture", "/share/site.png", ALL),
    ("wagtail_serve", "/en/", ALL),
    ("accounts:login", "/en/login/", dict.fromkeys(ROLES, 302)),  # to the next
    ("account_login", "/en/account/login/", dict.fromkeys(ROLES, 302) | {"anonymous": 200}),
    ("account_signup", "/en/account/signup/", dict.fromkeys(ROLES, 302) | {"anonymous": 200}),
    ("account_logout", "/en/account/logout/", LOGGED_IN),
    ("account_inactive", "/en/account/inactive/", ALL),
    ("account_email_verification_sent", "/en/account/confirm-email/", ALL),
    ("account_confirm_email", "/en/account/confirm-email/nonsense/", ALL),  # says that it is broken
    ("account_confirm_login_code", "/en/account/login/code/confirm/", dict.fromkeys(ROLES, 302)),
    ("account_reset_password", "/en/account/password/reset/", ALL),
    ("account_reset_password_done", "/en/account/password/reset/done/", ALL),
    ("account_reset_password_from_key", "/en/account/password/reset/key/1-nonsense/", ALL),
    ("account_reset_password_from_key_done", "/en/account/password/reset/key/done/", ALL),
    ("account_change_password", "/en/account/password/change/", LOGGED_IN),
    ("account_set_password", "/en/account/password/set/", dict.fromkeys(ROLES, 302)),  # each has one
    ("account_reauthenticate", "/en/account/reauthenticate/", LOGGED_IN),
    ("account_email", "/en/account/email/", dict.fromkeys(ROLES, 302)),  # to accounts:address
    ("accounts:account", "/en/account/", LOGGED_IN),
    ("accounts:settings", "/en/account/settings/", LOGGED_IN),
    ("accounts:rights", "/en/account/rights/", LOGGED_IN),
    ("accounts:act_as", "/en/account/as/", OWN_FORM),
    ("accounts:second_factor", "/en/account/second-factor/", LOGGED_IN),
    ("accounts:address", "/en/account/address/", dict.fromkeys(ROLES, 302)),  # asks for the password first
    ("accounts:address_agreed", "/en/account/address/{address_change}/", ALL),
    ("accounts:stop_digest", "/en/account/letters/{digest}/stop/", ALL),
    ("notices:centre", "/en/me/notices/", LOGGED_IN),
    (
        "notices:lead",
        "/en/me/notices/{notice}/",
        dict.fromkeys(ROLES, 404) | {"anonymous": 302, "expert": 302},
    ),
    ("notices:mark", "/en/me/notices/read/", OWN_FORM),
    ("notices:preferences", "/en/me/notices/letters/", LOGGED_IN),
    ("notices:stop", "/en/notices/{notice_stop}/stop/", ALL),
    ("notices:stop", "/en/notices/nonsense/stop/", dict.fromkeys(ROLES, 410)),
    ("accounts:role_ask", "/en/account/roles/ask/", LOGGED_IN),
    ("accounts:role_take_back", "/en/account/roles/{role_request}/take-back/", OWN_FORM),
    ("accounts:invitation", "/en/account/invitation/{invitation}/", ALL),
    ("accounts:role_queue", "/en/roles/", OFFICERS),
    ("accounts:role_invite", "/en/roles/invite/", OFFICERS),
    ("accounts:role_decide", "/en/roles/requests/{role_request}/", OFFICERS),
    ("accounts:role_withdraw", "/en/roles/invitations/{role_offer}/withdraw/", OWN_FORM),
    ("mfa_index", "/en/account/2fa/", LOGGED_IN),
    ("mfa_authenticate", "/en/account/2fa/authenticate/", dict.fromkeys(ROLES, 302)),  # amid a log-in alone
    ("mfa_login_webauthn", "/en/account/2fa/webauthn/login/", dict.fromkeys(ROLES, 302)),
    ("usersessions_list", "/en/account/sessions/", LOGGED_IN),
    ("socialaccount_connections", "/en/account/connected/", LOGGED_IN),
    ("socialaccount_signup", "/en/account/connected/signup/", dict.fromkeys(ROLES, 302)),
    ("socialaccount_login_cancelled", "/en/account/connected/login/cancelled/", ALL),
    ("socialaccount_login_error", "/en/account/connected/login/error/", dict.fromkeys(ROLES, 401)),
    ("openid_connect_login", "/en/account/oidc/none/login/", dict.fromkeys(ROLES, 404)),
    ("openid_connect_callback", "/en/account/oidc/none/login/callback/", dict.fromkeys(ROLES, 404)),
    # What changes a factor asks for the password first, so it redirects; with none there is nothing to ask for.
    ("mfa_reauthenticate", "/en/account/2fa/reauthenticate/", dict.fromkeys(ROLES, 302)),
    ("mfa_reauthenticate_webauthn", "/en/account/2fa/webauthn/reauthenticate/", dict.fromkeys(ROLES, 302)),
    ("mfa_activate_totp", "/en/account/2fa/totp/activate/", dict.fromkeys(ROLES, 302)),
    ("mfa_deactivate_totp", "/en/account/2fa/totp/deactivate/", NO_FACTOR),
    ("mfa_view_recovery_codes", "/en/account/2fa/recovery-codes/", NO_FACTOR),
    ("mfa_generate_recovery_codes", "/en/account/2fa/recovery-codes/generate/", dict.fromkeys(ROLES, 302)),
    ("mfa_download_recovery_codes", "/en/account/2fa/recovery-codes/download/", NO_FACTOR),
    ("mfa_list_webauthn", "/en/account/2fa/webauthn/", LOGGED_IN),
    ("mfa_add_webauthn", "/en/account/2fa/webauthn/add/", dict.fromkeys(ROLES, 302)),
    ("mfa_remove_webauthn", "/en/account/2fa/webauthn/keys/1/remove/", dict.fromkeys(ROLES, 302)),
    ("mfa_edit_webauthn", "/en/account/2fa/webauthn/keys/1/edit/", dict.fromkeys(ROLES, 302)),
    ("bases:directory", "/en/bases/", ALL),
    ("bases:base", "/en/bases/{base}/", ALL),
    ("bases:base", "/en/bases/{withdrawn}/", GONE_FOR_OTHERS | {"staff": 410}),
    ("bases:base", "/en/bases/{candidate}/", HIDDEN_FROM_OTHERS),
    ("bases:base_edit", "/en/bases/{base}/edit/", OF_THE_TEAM),
    ("bases:base_criteria", "/en/bases/{base}/criteria/", OF_THE_TEAM),
    ("bases:base_pictures", "/en/bases/{base}/pictures/", OF_THE_TEAM),
    ("bases:institution_pictures", "/en/institutions/{institution}/pictures/", OF_THE_TEAM),
    ("bases:picture", "/en/pictures/{picture}/", ALL),
    ("bases:picture_removal", "/en/pictures/{picture}/remove/", OF_THE_TEAM),
    ("bases:base_papers", "/en/bases/{base}/papers/", OF_THE_TEAM),
    ("bases:institution_papers", "/en/institutions/{institution}/papers/", OF_THE_TEAM),
    ("bases:file", "/en/files/{paper}/", HIDDEN_FROM_OTHERS | {"anonymous": 302}),
    ("bases:file_removal", "/en/files/{paper}/remove/", OF_THE_TEAM),
    ("bases:base_removal", "/en/bases/{base}/remove/", OF_THE_TEAM),
    ("bases:project_add", "/en/bases/{base}/projects/add/", OF_THE_TEAM),
    ("bases:project_edit", "/en/projects/{project}/edit/", OF_THE_TEAM),
    ("bases:project_removal", "/en/projects/{project}/remove/", OF_THE_TEAM),
    ("bases:own_bases", "/en/institutions/{institution}/bases/", OF_THE_TEAM),
    ("bases:base_add", "/en/institutions/{institution}/bases/add/", OF_THE_TEAM),
    ("bases:recognitions", "/en/recognition/", OFFICERS),
    ("bases:recognition", "/en/recognition/{base}/", OFFICERS),
    ("bases:institution", "/en/institutions/{institution}/", ALL),
    ("bases:institution", "/en/institutions/{pending}/", HIDDEN_FROM_OTHERS | {"staff": 404}),
    ("bases:register", "/en/institutions/register/", LOGGED_IN),
    ("bases:ror_search", "/en/institutions/ror/?ror_q=zurich", LOGGED_IN),
    ("bases:waiting", "/en/institutions/waiting/", OFFICERS),
    ("bases:verification", "/en/institutions/{pending}/verification/", OFFICERS),
    ("bases:institution_edit", "/en/institutions/{institution}/edit/", OF_THE_OWNER),
    ("bases:team", "/en/institutions/{institution}/team/", OF_THE_TEAM),
    ("bases:team_role", "/en/institutions/{institution}/team/{member}/role/", OWN_FORM),
    ("bases:team_leave", "/en/institutions/{institution}/team/{member}/leave/", OF_THE_TEAM),
    (
        "bases:team_withdraw",
        "/en/institutions/{institution}/team/invitations/{staff_offer}/withdraw/",
        OWN_FORM,
    ),
    ("bases:team_invitation", "/en/institutions/invitation/{staff_invitation}/", ALL),
    ("bases:programme", "/en/openings/programmes/{programme}/", ALL),
    ("cms:programmes", "/en/openings/programmes/", dict.fromkeys(ROLES, 302)),
    ("bases:framework", "/en/frameworks/{framework}/", ALL),
    ("bases:opening", "/en/openings/{opening}/", ALL),
    ("bases:opening", "/en/openings/{draft}/", HIDDEN_FROM_OTHERS),
    ("bases:opening", "/en/openings/{late}/", GONE_FOR_OTHERS),
    ("bases:opening_new", "/en/institutions/{institution}/openings/new/", OF_THE_WRITERS),
    ("bases:opening_import", "/en/institutions/{institution}/openings/import/", OF_THE_WRITERS),
    (
        "bases:opening_import_template",
        "/en/institutions/{institution}/openings/import/template.csv",
        OF_THE_WRITERS,
    ),
    ("bases:opening_edit", "/en/openings/{draft}/edit/", OF_THE_WRITERS),
    ("bases:opening_edit", "/en/openings/{opening}/edit/", OF_THE_WRITERS | {"staff": 302}),
    ("bases:opening_copy", "/en/openings/{draft}/copy/", OF_THE_WRITERS | {"staff": 302}),
    ("bases:opening_delete", "/en/openings/{draft}/delete/", OF_THE_WRITERS),
    ("bases:opening_state", "/en/openings/{draft}/state/", OF_THE_TEAM),
    ("bases:opening_state", "/en/openings/{opening}/state/", OF_THE_TEAM),
    (
        "bases:opening_postpone",
        "/en/openings/{opening}/postpone/",
        OF_THE_TEAM | {"staff": 302, "administrator": 302},
    ),
    ("bases:opening_queue", "/en/openings/review/", OFFICERS),
    ("bases:opening_review", "/en/openings/{draft}/review/", OFFICERS),
    ("matching:fit", "/en/openings/{draft}/fit/", OF_THE_WRITERS | {"staff": 302}),
    ("bases:deadline", "/en/openings/{opening}/deadline.ics", ALL),
    ("bases:deadline", "/en/openings/{draft}/deadline.ics", dict.fromkeys(ROLES, 404)),
    ("matching:openings", "/en/openings/", ALL),
    ("matching:feed", "/en/openings/feed.atom", ALL),
    ("matching:calendar", "/en/openings/deadlines.ics", ALL),
    ("cms:search", "/en/search/?q=plasma", ALL),
    ("cms:suggest", "/en/search/suggest/?q=plasma", ALL),
    ("matching:searches", "/en/searches/", LOGGED_IN),
    ("matching:search_add", "/en/searches/add/?field=energy", LOGGED_IN),
    (
        "matching:search",
        "/en/searches/{search}/",
        dict.fromkeys(ROLES, 404) | {"anonymous": 302, "expert": 302},
    ),
    ("matching:search_name", "/en/searches/{search}/name/", THE_EXPERTS_OWN),
    ("matching:search_deletion", "/en/searches/{search}/delete/", THE_EXPERTS_OWN),
    ("matching:shortlist", "/en/openings/{opening}/shortlist/", THE_HOSTS),
    ("matching:shortlist", "/en/openings/{draft}/shortlist/", THE_HOSTS),
    ("matching:blind_reading", "/en/institutions/{institution}/blind-reading/", OF_THE_TEAM),
    ("matching:shortlist_table", "/en/openings/{opening}/shortlist/table/", NOBODY),  # by POST alone
    ("matching:comparison", "/en/openings/{opening}/shortlist/compare/", TO_THE_LIST),
    ("matching:candidate", "/en/openings/{opening}/candidates/{candidate_handle}/", THE_HOSTS),
    ("matching:candidate", "/en/openings/{opening}/candidates/{handle_elsewhere}/", OF_NOBODY),
    ("matching:candidate_note", "/en/openings/{opening}/candidates/{candidate_handle}/note/", NOBODY),
    ("matching:candidate_vote", "/en/openings/{opening}/candidates/{candidate_handle}/vote/", NOBODY),
    ("matching:candidate_conflict", "/en/openings/{opening}/candidates/{candidate_handle}/conflict/", NOBODY),
    ("matching:note_deletion", "/en/openings/{opening}/notes/{note}/delete/", THE_WRITERS),
    ("matching:following", "/en/me/following/", LOGGED_IN),
    ("matching:feed_address", "/en/me/following/feed/", OWN_FORM),
    ("matching:follow", "/en/me/following/base/{base}/", LOGGED_IN),
    ("matching:follow", "/en/me/following/base/{candidate}/", dict.fromkeys(ROLES, 404) | {"anonymous": 302}),
    ("matching:follow", "/en/me/following/person/{profile}/", dict.fromkeys(ROLES, 404) | {"anonymous": 302}),
    ("matching:my_feed", "/en/following/{my_feed}/feed.atom", ALL),
    ("matching:my_feed", "/en/following/nonsense/feed.atom", dict.fromkeys(ROLES, 404)),
    ("outcomes:funnel", "/en/funnel/", OFFICERS),
    ("outcomes:funnel_table", "/en/funnel/table.csv", OFFICERS),
    ("outcomes:funnel_table", "/en/funnel/table.xlsx", OFFICERS),
    ("privacy:my_data", "/en/me/data/", LOGGED_IN),
    ("privacy:looks", "/en/me/data/looks/", LOGGED_IN),
    ("privacy:look", "/en/me/data/looks/{look}/", THE_EXPERTS_OWN),
    ("privacy:ranking", "/en/me/data/ranking/", OWN_PROFILE),
    ("privacy:export_ask", "/en/me/data/export/", OWN_FORM),
    ("privacy:export", "/en/me/data/export/{export}/", THE_EXPERTS_OWN),
    ("privacy:export_file", "/en/me/data/export/{export}/file/", dict.fromkeys(ROLES, 302)),  # logs in anew
    ("privacy:erasure", "/en/me/data/erasure/", dict.fromkeys(ROLES, 302)),  # logs in anew
    ("privacy:call_off_mine", "/en/me/data/erasure/call-off/", OWN_FORM),
    ("privacy:erasure_call_off", "/en/erasure/{erasure}/", THEIR_LETTER),
    ("privacy:erasure_call_off", "/en/erasure/nonsense/", dict.fromkeys(ROLES, 410)),
    ("privacy:kept", "/en/data/kept/", ALL),
    ("privacy:request_ask", "/en/data/ask/", ALL),
    ("privacy:request_mine", "/en/data/asked/{data_request_link}/", THEIR_LETTER),
    ("privacy:request_file", "/en/data/asked/{sent_file_link}/file/", NOBODY),  # by POST alone
    ("privacy:request_mine", "/en/data/asked/nonsense/", dict.fromkeys(ROLES, 410)),
    ("privacy:requests", "/en/data/requests/", OFFICERS),
    ("privacy:request", "/en/data/requests/{data_request}/", OFFICERS),
    ("privacy:names_left", "/en/data/names/", OFFICERS),
    ("privacy:name_left", "/en/data/names/1/", OWN_FORM),
    ("privacy:retention", "/en/data/retention/", OFFICERS),
    ("privacy:by_hand", "/en/data/by-hand/", OFFICERS),
    ("privacy:by_hand_person", "/en/data/by-hand/{objecting}/", OFFICERS),
    ("privacy:by_hand_opening", "/en/openings/{opening}/by-hand/", THE_HOSTS),
    ("outcomes:outcomes", "/en/outcomes/", LOGGED_IN),
    ("outcomes:outcome", "/en/outcomes/{outcome}/", OF_BOTH_SIDES),
    ("outcomes:report", "/en/outcomes/{outcome}/report/", FOR_A_SIDE),
    ("outcomes:evaluation", "/en/outcomes/{outcome}/evaluation/", FOR_A_SIDE),
    ("outcomes:story", "/en/outcomes/{outcome}/story/", STORY_COMES_LATER),
    ("introductions:introductions", "/en/introductions/", LOGGED_IN),
    ("introductions:introduction", "/en/introductions/{introduction}/", OF_BOTH_SIDES),
    ("introductions:write", "/en/introductions/{introduction}/messages/", TO_THE_INTRODUCTION),
    ("introductions:attachment", "/en/introductions/{introduction}/files/{attachment}/", BETWEEN_BOTH_SIDES),
    ("introductions:interest", "/en/openings/{opening}/interest/", LOGGED_IN | {"expert": 302}),
    (
        "introductions:invite",
        "/en/openings/{opening}/candidates/{candidate_handle}/invite/",
        THE_WRITERS | {"staff": 302, "officer": 403, "administrator": 403},
    ),
    ("exchanges:exchanges", "/en/exchanges/", LOGGED_IN),
    ("exchanges:exchange", "/en/exchanges/{exchange}/", OF_BOTH_SIDES),
    ("exchanges:propose", "/en/exchanges/{exchange}/agreement/", OF_THOSE_WHO_SIGN),
    ("exchanges:sign", "/en/exchanges/{exchange}/agreement/sign/", OF_THOSE_WHO_SIGN),
    ("exchanges:version", "/en/exchanges/{exchange}/agreement/1/", OF_BOTH_SIDES),
    ("exchanges:add_milestone", "/en/exchanges/{exchange}/milestones/", FORMS_OF_A_STAY),
    ("exchanges:milestone", "/en/exchanges/{exchange}/milestones/{milestone}/", FORMS_OF_A_STAY),
    ("exchanges:tick", "/en/exchanges/{exchange}/checklist/{checklist_item}/", FORMS_OF_A_STAY),
    ("exchanges:letter", "/en/exchanges/{exchange}/letters/{letter}/", OF_BOTH_SIDES),
    ("exchanges:cohort", "/en/openings/{opening}/exchanges/", THE_HOSTS),
    (
        "exchanges:cohort_terms",
        "/en/openings/{opening}/exchanges/terms/",
        THE_WRITERS | {"officer": 403, "administrator": 403},
    ),
    (
        "exchanges:cohort_sign",
        "/en/openings/{opening}/exchanges/sign/",
        THE_WRITERS | {"officer": 403, "administrator": 403},
    ),
    ("exchanges:calendar", "/en/exchanges/calendar/", LOGGED_IN),
    ("exchanges:calendar_address", "/en/exchanges/calendar/address/", dict.fromkeys(ROLES, 302)),
    ("exchanges:feed", "/en/exchanges/calendar/{calendar}/stays.ics", ALL),
    ("exchanges:feed", "/en/exchanges/calendar/nonsense/stays.ics", dict.fromkeys(ROLES, 404)),
    ("exchanges:base_feed", "/en/exchanges/calendar/{calendar}/{base}.ics", ALL),
    ("exchanges:enter", "/en/verify/", ALL),
    ("exchanges:verify", "/en/verify/{letter_code}/", ALL),
    ("exchanges:verify", "/en/verify/nonsense/", dict.fromkeys(ROLES, 404)),
    ("matching:match", "/en/matches/{match}/", HIDDEN_FROM_OTHERS | {"anonymous": 302, "expert": 200}),
    ("matching:verdict", "/en/openings/{opening}/verdicts/", NOBODY),  # by POST alone
    ("matching:my_verdict", "/en/me/openings/verdicts/", NOBODY),
    ("matching:desk", "/en/me/", LOGGED_IN),
    ("experts:profile", "/en/me/profile/", LOGGED_IN),
    ("experts:person", "/en/me/profile/person/", LOGGED_IN),
    ("experts:work", "/en/me/profile/work/", OWN_PROFILE),
    ("experts:stays", "/en/me/profile/stays/", OWN_PROFILE),
    ("experts:audiences", "/en/me/profile/who-sees-what/", OWN_PROFILE),
    ("experts:experience", "/en/me/profile/experience/", OWN_PROFILE),
    ("experts:publication_add", "/en/me/profile/publications/add/", THE_EXPERTS_OWN),
    ("experts:publication", "/en/me/profile/publications/{publication}/", THE_EXPERTS_OWN),
    ("experts:publication_removal", "/en/me/profile/publications/{publication}/remove/", THE_EXPERTS_OWN),
    ("experts:affiliation_add", "/en/me/profile/places/add/", THE_EXPERTS_OWN),
    ("experts:affiliation", "/en/me/profile/places/{affiliation}/", THE_EXPERTS_OWN),
    ("experts:affiliation_removal", "/en/me/profile/places/{affiliation}/remove/", THE_EXPERTS_OWN),
    ("experts:activate", "/en/me/profile/activate/", OWN_FORM),
    ("experts:hide", "/en/me/profile/hide/", OWN_FORM),
    ("experts:confirm", "/en/me/profile/confirm/", OWN_FORM),
    ("experts:still_right", "/en/me/profile/still-right/{still_right}/", ALL),
    ("experts:team_add", "/en/me/teams/add/", OWN_PROFILE),
    ("experts:team", "/en/me/teams/{team}/", THE_EXPERTS_OWN),
    ("experts:team_change", "/en/me/teams/{team}/change/", THE_EXPERTS_OWN),
    ("experts:team_dissolve", "/en/me/teams/{team}/dissolve/", THE_EXPERTS_OWN),
    ("experts:team_cover", "/en/me/teams/{team}/people/{team_member}/", THE_EXPERTS_OWN),
    ("experts:team_leave", "/en/me/teams/{team}/people/{team_member}/leave/", THE_EXPERTS_OWN),
    ("experts:team_hand_over", "/en/me/teams/{team}/people/{team_member}/lead/", THE_EXPERTS_OWN),
    ("experts:team_withdraw", "/en/me/teams/{team}/invitations/{team_offer}/withdraw/", OWN_FORM),
    ("experts:team_invitation", "/en/teams/invitation/{team_invitation}/", ALL),
    ("experts:consents", "/en/me/consents/", LOGGED_IN),
    ("experts:withdraw", "/en/me/consents/withdraw/", OWN_FORM),
    ("matching:meter", "/en/me/profile/what-is-missing/", OWN_PROFILE),
    ("matching:as_others", "/en/me/profile/as-others-see-it/", OWN_PROFILE),
    ("matching:my_calendar", "/en/me/calendar/", OWN_PROFILE),
    ("matching:my_calendar_file", "/en/me/calendar.ics", OWN_PROFILE),
    ("matching:merge", "/en/me/profile/merge/{merge}/", THE_EXPERTS_OWN),
    ("matching:mine", "/en/me/openings/", LOGGED_IN),
    ("matching:my_bases", "/en/me/bases/", LOGGED_IN),
    ("matching:my_teams", "/en/me/teams/", LOGGED_IN),
    ("matching:my_peers", "/en/me/peers/", LOGGED_IN),
    ("experts:imports", "/en/me/profile/import/", LOGGED_IN),
    ("experts:import_lookup", "/en/me/profile/import/look-up/", OWN_FORM),
    ("experts:import", "/en/me/profile/import/{profile_import}/", THE_EXPERTS_OWN),
    ("experts:import_discard", "/en/me/profile/import/{profile_import}/discard/", OWN_FORM),
    ("experts:import_undo", "/en/me/profile/import/{profile_import}/undo/", OWN_FORM),
    ("matching:teams", "/en/openings/{opening}/teams/", THE_HOSTS),
    ("matching:teams", "/en/openings/{draft}/teams/", THE_HOSTS),
    ("matching:partners", "/en/projects/{project}/partners/", STAFF_AND_OFFICERS),
    ("matching:base_people", "/en/bases/{base}/people/", STAFF_AND_OFFICERS),
    ("matching:duplicates", "/en/profiles/duplicates/", OFFICERS),
    ("matching:terms", "/en/terms/", OFFICERS),
    ("matching:term_add", "/en/terms/add/", OFFICERS),
    ("matching:term", "/en/terms/{term}/", OFFICERS),
    ("matching:term_deletion", "/en/terms/{term}/delete/", OFFICERS),
    ("matching:terms_import", "/en/terms/import/", OFFICERS),
    ("matching:terms_missing", "/en/terms/missing/", OFFICERS),
    ("matching:term_proposals", "/en/terms/proposals/", OFFICERS),
    ("matching:term_proposal", "/en/terms/proposals/{proposal}/", OFFICERS),
    ("matching:terms_in_text", "/en/terms/in-text/", LOGGED_IN),
    ("matching:term_propose", "/en/terms/propose/", LOGGED_IN),
    ("styleguide", "/en/styleguide/", ALL),  # development and tests alone: test_styleguide.py
    ("styleguide_question", "/en/styleguide/question/", ALL),
    ("system", "/en/system/", OFFICERS),  # of the nation alone: test_system_page.py
    ("system_retry", "/en/system/retry/", OFFICERS),
    ("matching:ranking_audit", "/en/reports/ranking-audit/", OFFICERS),
    ("cms:usage", "/en/reports/usage/", OFFICERS),
    ("cms:usage_csv", "/en/reports/usage.csv", OFFICERS),
    # Wagtail's own, under its catch-all: a form for password-protected pages, of which there are none.
    (
        "wagtailcore_authenticate_with_password",
        "/en/_util/authenticate_with_password/1/1/",
        dict.fromkeys(ROLES, 404),
    ),
    # Wagtail's own door to such pages is never reached: ours stands before it.
    ("page_door", "/en/_util/login/", dict.fromkeys(ROLES, 403) | {"anonymous": 302}),
    ("wagtailcore_login", "/en/_util/login/", dict.fromkeys(ROLES, 403) | {"anonymous": 302}),
    ("attaches:tasks", "/en/attaches/tasks/", THE_ATTACHES),
    ("attaches:task", "/en/attaches/tasks/{opening}/", THE_ATTACHES),
    ("attaches:task", "/en/attaches/tasks/{draft}/", THE_ATTACHES | {"attaché": 404}),
    ("attaches:tell_of", "/en/attaches/tasks/{opening}/people/{candidate_handle}/tell/", OWN_FORM),
    ("attaches:nominations", "/en/attaches/nominations/", THE_ATTACHES),
    ("attaches:pipeline", "/en/attaches/pipeline/", THE_ATTACHES),
    ("attaches:handover", "/en/attaches/handover/", LOGGED_IN),  # who has nothing to hand over is told so
    ("attaches:posts", "/en/attaches/posts/", OFFICERS),
    ("attaches:handover_of", "/en/attaches/posts/{attache}/handover/", TO_OFFICERS | {"attaché": 200}),
    ("attaches:handover_done", "/en/attaches/handovers/{handover}/", TO_OFFICERS | {"attaché": 200}),
]

# Of the editors' addresses, what anybody may ask for: no page of theirs, and nothing about anybody.
HARMLESS = {
    "cms/jsi18n/",  # the editor's own words
    "cms/sprite/",  # the editor's own icons
}


def test_every_address_has_a_row() -> None:
    known = {name for name, _, _ in ROWS}
    found = {route.name for route in routes() if not route.group}
    assert found == known


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_what_its_rows_say(
    indexed: World, as_role: Callable[[str], Client], role: str
) -> None:
    client = as_role(role)
    names = names_of(indexed)
    got = {path: client.get(path.format(**names)).status_code for _, path, _ in ROWS}
    due = {path: statuses[role] for _, path, statuses in ROWS}
    assert {path: (status, due[path]) for path, status in got.items() if status != due[path]} == {}


@pytest.mark.parametrize("role", [role for role in ROLES if role != "administrator"])
def test_no_editor_opens_for_anybody_but_an_administrator(
    world: World, as_role: Callable[[str], Client], role: str
) -> None:
    client = as_role(role)
    asked = {route.path for route in routes() if route.group in ("admin/", "cms/") and route.plain} - HARMLESS
    opened = {path for path in asked if client.get(f"/{path}").status_code == 200}
    assert len(asked) > 50
    assert opened == set()


@pytest.mark.parametrize("path", ["/admin/", "/cms/"])
def test_an_administrator_enters_both_editors(as_role: Callable[[str], Client], path: str) -> None:
    assert as_role("administrator").get(path).status_code == 200


def test_the_editor_of_pages_asks_no_stranger_for_a_portrait(as_role: Callable[[str], Client]) -> None:
    assert "gravatar" not in as_role("administrator").get("/cms/").content.decode()


@pytest.mark.parametrize("group", GROUPS)
def test_every_group_still_exists(group: str) -> None:
    assert any(route.group == group for route in routes())


@pytest.mark.parametrize("path", ["/admin/login/", "/cms/login/", "/en/_util/login/", "/cms/password_reset/"])
def test_the_editors_have_no_door_of_their_own(client: Client, db: None, path: str) -> None:
    answer = client.get(path, follow=True)
    assert answer.status_code == 404 or answer.redirect_chain[-1][0].startswith("/en/account/login/?next=/")


@pytest.mark.parametrize("path", ["/admin/", "/cms/"])
def test_who_is_logged_in_but_may_not_enter_is_told_so(as_role: Callable[[str], Client], path: str) -> None:
    answer = as_role("expert").get(path, follow=True)
    assert answer.status_code == 403
    assert "may not enter" in answer.content.decode()
