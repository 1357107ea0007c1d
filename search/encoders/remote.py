"""An encoder whose model is in another process: a worker makes the vectors, and a page waits for them for a moment.

The texts lie in Redis under a random key for as long as somebody waits for them; the task carries that key alone. A
worker that comes later finds nothing and does nothing, whatever the clocks of the two hosts say.
"""

from __future__ import annotations

import json
import logging
from base64 import b64decode, b64encode
from collections.abc import Sequence
from time import monotonic
from typing import Any, cast
from uuid import uuid4

import numpy as np
from django.conf import settings

from search import broker, requests
from search.encoders.base import Encoder, EncoderAway, EncoderUnavailable, UnusableVectors, checked_vectors
from search.encoders.registry import get_encoder
from search.errors import place_of
from search.types import Matrix

logger = logging.getLogger(__name__)

QUESTION, ANSWER = "talentbridge:vectors:asked:", "talentbridge:vectors:made:"
ANSWER_SECONDS = 10  # for which an answer lies there that nobody fetched
REST = 5.0  # seconds for which nobody of this process asks again after a deadline was missed
REMEDY = "start a worker for the queue `query` (docs/architecture.md)."

_silent_until = 0.0


class RemoteEncoder:
    """`encoder` names itself here and works elsewhere; its weights are not loaded."""

    def __init__(self, slot: str, encoder: Encoder) -> None:
        self._slot, self._encoder = slot, encoder

    @property
    def id(self) -> str:
        """The encoder's."""
        return self._encoder.id

    @property
    def dimension(self) -> int:
        """The encoder's."""
        return self._encoder.dimension

    def encode(self, texts: Sequence[str]) -> Matrix:
        """-> float32 [n, d]. Raises EncoderAway where no worker answers within VECTORS_DEADLINE of the request."""
        global _silent_until
        seconds = requests.seconds_left()
        if monotonic() < _silent_until or seconds <= 0:
            raise EncoderAway(f"No worker made vectors in time; {REMEDY}")
        try:
            answer = self._ask(list(texts), seconds)
        except broker.BrokerAway as error:
            raise EncoderAway(f"{error} Vectors are made by workers.") from error
        if answer is None:
            _silent_until = monotonic() + REST
            logger.warning("No worker made the vectors of a question within %.1f s; %s", seconds, REMEDY)
            raise EncoderAway(f"No worker made vectors in time; {REMEDY}")
        return self._vectors(answer, len(texts))

    def _ask(self, texts: list[str], seconds: float) -> dict[str, Any] | None:
        from search.tasks import make_vectors  # here, for it imports this module

        key, until = uuid4().hex, monotonic() + seconds
        question = json.dumps({"slot": self._slot, "encoder": self.id, "texts": texts})
        with broker.line():
            broker.client().set(QUESTION + key, question, px=max(1, int(seconds * 1000)))
        broker.hand_over(make_vectors, key)
        with broker.line():
            waiting = broker.client(patience=settings.VECTORS_DEADLINE + broker.PATIENCE)
            # 0 would mean for ever.
            found = waiting.blpop([ANSWER + key], timeout=cast(int, max(0.01, until - monotonic())))
        return json.loads(cast(Any, found)[1]) if found else None

    def _vectors(self, answer: dict[str, Any], count: int) -> Matrix:
        if problem := answer.get("problem"):
            raise (UnusableVectors if answer.get("unusable") else EncoderAway)(problem)
        vectors = np.frombuffer(b64decode(answer["vectors"]), "<f4").astype(np.float32)
        return checked_vectors(vectors.reshape(count, -1), encoder=self, count=count)


def answer(key: str) -> None:
    """In a worker: make the vectors that somebody waits for; nothing if nobody does any more. Raises BrokerAway."""
    with broker.line():
        redis = broker.client()
        asked = cast(bytes | None, redis.getdel(QUESTION + key))
    if asked is None:
        return
    said = _answered(**json.loads(asked))
    with broker.line(), redis.pipeline(transaction=True) as together:
        together.rpush(ANSWER + key, json.dumps(said))
        together.expire(ANSWER + key, ANSWER_SECONDS)
        together.execute()


def _answered(slot: str, encoder: str, texts: list[str]) -> dict[str, Any]:
    try:
        mine = get_encoder(settings.SEARCH_ENCODERS[slot])
        if mine.id != encoder:
            return {
                "problem": f"The worker has the encoder {mine.id}, the page {encoder}: give both the same settings."
            }
        made = checked_vectors(mine.encode(texts), encoder=mine, count=len(texts))
    except EncoderUnavailable as error:
        return {"problem": str(error), "unusable": isinstance(error, UnusableVectors)}
    except Exception as error:  # noqa: BLE001 – of the model; its message may quote what somebody typed
        logger.error(
            "The encoder %s failed on a question: %s at %s", mine.id, type(error).__name__, place_of(error)
        )
        return {"problem": f"The encoder {mine.id} failed ({type(error).__name__}); see the worker's log."}
    return {"vectors": b64encode(np.asarray(made, "<f4").tobytes()).decode()}


def forget() -> None:
    """Ask again at once, as a new process does."""
    global _silent_until
    _silent_until = 0.0
    broker.forget()
