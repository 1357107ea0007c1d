"""People: log-in, passwords, second factors, ORCID. The mechanism is django-allauth's; docs/decisions/0041 says why."""

from urllib.parse import urlsplit

from talentbridge.settings.environment import env

AUTH_USER_MODEL = "accounts.User"
# Older keys, which still read what they sealed: sessions, links in letters, second factors.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
# ModelBackend with log-in by address; one message and one duration whether an address is known or not.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "matching:desk"
LOGOUT_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# -- Accounts
ACCOUNT_ADAPTER = "accounts.adapters.account.AccountAdapter"
ACCOUNT_FORMS = {"login": "accounts.forms.LoginForm", "signup": "accounts.forms.SignupForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "accounts.adapters.account.shown_name"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 3
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = (
    True  # in the browser that registered; elsewhere the link logs nobody in
)
ACCOUNT_CHANGE_EMAIL = True  # one address each; the old one is there until the new one is confirmed
ACCOUNT_EMAIL_NOTIFICATIONS = True  # of a new password, factor or log-in with ORCID
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = (
    True  # who asks for a new password with an unknown address is told by mail alone
)
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # before anything that keeps a thief of the session in
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900  # seconds
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # the others end by themselves; this one stays
ACCOUNT_SESSION_REMEMBER = True
SESSION_COOKIE_AGE = 14 * 24 * 3600
# Proxies in front of the site that add to X-Forwarded-For: whose attempts are counted.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

# -- Second factors
MFA_ADAPTER = "accounts.adapters.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "TalentBridge"
MFA_TOTP_TOLERANCE = 1  # the clock of a phone may be half a minute off
# Staff of institutions, officers, attachés and administrators get no further without one.
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=True)

# -- ORCID, or what stands for it: an OpenID provider. Without a client id there is no such button.
SOCIALACCOUNT_ADAPTER = "accounts.adapters.orcid.OrcidAdapter"
SOCIALACCOUNT_FORMS = {"signup": "accounts.forms.OrcidSignupForm"}
SOCIALACCOUNT_AUTO_SIGNUP = False  # the name is looked at before it is taken
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # an address that ORCID tells opens nobody's account
SOCIALACCOUNT_STORE_TOKENS = False
ORCID_CLIENT_ID = env.str("ORCID_CLIENT_ID", default="")
ORCID_ISSUER = env.str("ORCID_ISSUER", default="https://orcid.org")
# A browser follows a form's redirect only where the policy of the page allows.
FORMS_LEAD_TO = ["{0.scheme}://{0.netloc}".format(urlsplit(ORCID_ISSUER))] if ORCID_CLIENT_ID else []
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "orcid",
                "name": "ORCID",
                "client_id": ORCID_CLIENT_ID,
                "secret": env.str("ORCID_CLIENT_SECRET", default=""),
                "settings": {
                    "server_url": ORCID_ISSUER,
                    "scope": ["openid"],
                },
            }
        ]
        if ORCID_CLIENT_ID
        else [],
    }
}

# -- Looking up ORCID records and DOIs over the network: hosts that this server may ask. None: there is no such form.
LOOKUP_HOSTS = env.list("LOOKUP_HOSTS", default=[])
LOOKUP_CA_FILE = env.str(
    "LOOKUP_CA_FILE", default=""
)  # certificates of a proxy of one's own; "": the system's
LOOKUP_ADDRESSES = {  # {}: the iD or DOI
    "orcid": env.str("LOOKUP_ORCID", default="https://pub.orcid.org/v3.0/{}/record"),
    "doi": env.str(
        "LOOKUP_DOI",
        default="https://api.crossref.org/works/{}/transform/application/vnd.citationstyles.csl+json",
    ),
}

# -- What people ask about their data
# Days within which a request is answered, from the moment at which its address is confirmed. GDPR, Art. 12 (3): one
# month; it can be extended once, with a reason.
DATA_REQUEST_DAYS = env.int("DATA_REQUEST_DAYS", default=30)
