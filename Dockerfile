FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 CLAIMTRACK_VAR=/srv/claimtrack/var
WORKDIR /srv/claimtrack

RUN useradd --system --uid 10001 --home-dir /srv/claimtrack --shell /usr/sbin/nologin claimtrack

COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes --no-deps -r requirements.lock

COPY manage.py LICENSE ./
COPY claimtrack claimtrack
COPY articles articles
COPY claims claims
COPY templates templates
COPY static static

# The key of this one command signs nothing that lasts.
RUN SECRET_KEY=collecting python manage.py collectstatic --noinput --verbosity 0

USER claimtrack
EXPOSE 8000
ENV BIND=0.0.0.0:8000
CMD ["gunicorn", "-c", "python:claimtrack.serving", "claimtrack.wsgi:application"]
