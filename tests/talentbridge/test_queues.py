"""Which queue a task waits in: a worker is started for named queues, and what no worker takes is never done."""

from __future__ import annotations

from django.conf import settings

from talentbridge.celery import app


def test_what_pages_wait_for_never_waits_behind_indexing() -> None:
    app.loader.import_default_modules()
    ours = [name for name in app.tasks if not name.startswith("celery.")]

    queues = {name: app.amqp.router.route({}, name)["queue"].name for name in ours}

    assert queues == {
        "search.tasks.work_off_outbox": "index",
        "search.tasks.rebuild_afresh": "index",
        "search.tasks.make_vectors": "query",
        "accounts.letters.deliver": "mail",
        "accounts.tasks.forget_offers": "match",
        "privacy.tasks.build_export": "match",
        "privacy.tasks.erase_people": "match",
        "privacy.tasks.apply_rules": "match",
        "privacy.tasks.remind_of_requests": "match",
        "nominations.tasks.end_and_remind": "match",
        "nominations.tasks.put_forward_what_waits": "match",
        "notices.tasks.forget_notices": "match",
        "bases.tasks.close_openings": "match",
        "experts.tasks.read_file": "match",
        "experts.tasks.ask_to_confirm": "match",
        "experts.tasks.forget_imports": "match",
        "exchanges.tasks.remind": "match",
        "introductions.tasks.look_after_introductions": "match",
        "matching.tasks.send_digests": "match",
        "matching.tasks.refresh_shortlists": "match",
        "matching.tasks.refresh_shortlist": "match",
        "attaches.tasks.make_lists": "match",
        "outcomes.tasks.remind": "match",
        "outcomes.tasks.open_evaluations": "match",
    }


def test_each_task_ends_at_last_and_is_told_so_before() -> None:
    app.loader.import_default_modules()
    ours = [task for name, task in app.tasks.items() if not name.startswith("celery.")]

    limits = [
        (
            task.soft_time_limit or app.conf.task_soft_time_limit,
            task.time_limit or app.conf.task_time_limit,
        )
        for task in ours
    ]

    assert all(0 < soft < hard for soft, hard in limits)


def test_each_planned_task_exists() -> None:
    app.loader.import_default_modules()

    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= set(app.tasks)


def test_a_task_of_a_killed_worker_is_handed_to_another() -> None:
    assert (app.conf.task_acks_late, app.conf.task_reject_on_worker_lost) == (True, True)
    assert app.conf.worker_prefetch_multiplier == 1
