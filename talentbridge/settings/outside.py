"""What a production site may leave to others: sending letters, keeping media files."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ

from talentbridge.settings.environment import NotConfigured

# A link to a file of an image or document works for so long: as long as somebody reads the page that holds it.
SECONDS_OF_A_LINK = 3600


def letters(env: environ.Env) -> dict[str, Any]:
    """Settings of the outgoing mail: SMTP, or the interface of a provider that django-anymail knows."""
    provider = env.str("EMAIL_PROVIDER", default="")
    if not provider:
        return dict(env.email("EMAIL_URL", default="smtp://localhost:25"))
    return {
        "EMAIL_BACKEND": f"anymail.backends.{provider}.EmailBackend",
        "ANYMAIL": env.dict("EMAIL_PROVIDER_OPTIONS", default={}),
    }


def media(env: environ.Env) -> dict[str, Any]:
    """The storage of media files: the folder MEDIA_ROOT, or a bucket that answers to signed addresses alone."""
    return _bucket(env, "MEDIA_S3_BUCKET") or {"BACKEND": "django.core.files.storage.FileSystemStorage"}


def private_files(env: environ.Env, folder: Path) -> dict[str, Any]:
    """The storage of what is for few eyes: `folder`, which no proxy serves, or a bucket of its own."""
    return _bucket(env, "PRIVATE_S3_BUCKET") or in_folder(folder)


def in_folder(folder: Path) -> dict[str, Any]:
    """Files without an address, readable by the site alone."""
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": folder,
            "base_url": None,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    }


def _bucket(env: environ.Env, key: str) -> dict[str, Any] | None:
    """The bucket that `key` names, at the address and with the keys of MEDIA_S3_…; None where it names none."""
    bucket = env.str(key, default="")
    if not bucket:
        return None
    endpoint = env.str("MEDIA_S3_ENDPOINT", default="")
    if not urlsplit(endpoint).hostname:
        raise NotConfigured(
            f"{key} is {bucket!r}, but MEDIA_S3_ENDPOINT is {endpoint!r}: set it to the address of the "
            "storage, for example https://s3.eu-central-1.amazonaws.com."
        )
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": endpoint,
            "region_name": env.str("MEDIA_S3_REGION", default="") or None,
            "access_key": env.str("MEDIA_S3_ACCESS_KEY", default="") or None,
            "secret_key": env.str("MEDIA_S3_SECRET_KEY", default="") or None,
            "addressing_style": env.str("MEDIA_S3_ADDRESSING", default="path"),
            "signature_version": "s3v4",
            "querystring_auth": True,
            "querystring_expire": SECONDS_OF_A_LINK,
            "default_acl": None,  # the bucket's own: private, and buckets that know no lists of rights refuse any other
            "file_overwrite": False,
        },
    }


def origin_of_media(storage: dict[str, Any]) -> str:
    """ "https://bucket.example.org" of a bucket, for the content security policy; "" of a folder."""
    options = storage.get("OPTIONS", {})
    if "bucket_name" not in options:
        return ""
    scheme, host = urlsplit(options["endpoint_url"])[:2]
    return (
        f"{scheme}://{host if options['addressing_style'] == 'path' else options['bucket_name'] + '.' + host}"
    )
