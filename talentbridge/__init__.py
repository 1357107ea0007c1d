"""The project: settings, urls and Celery. It wires the apps and is imported by none of them."""

from talentbridge.celery import app as celery_app

__all__ = ["celery_app"]
