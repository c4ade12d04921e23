# Two stages: the first has a compiler's leftovers, the second only what runs.
FROM python:3.11-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build
RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/pip install -r requirements.txt

FROM python:3.11-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 ALONGSIDE_VAR=/app/var
WORKDIR /app
RUN useradd --system --uid 10001 --no-create-home alongside \
    && install -d -o 10001 /app/var
COPY --from=build /venv /venv
COPY manage.py ./
COPY scripts/health.py scripts/
COPY locale locale
COPY planner planner
COPY tasks tasks
COPY backend backend
USER 10001
# The secrets are for this command alone: static files need settings, settings outside the embedded default
# refuse to start without secrets, and none may lie in the image.
RUN DATABASE_URL=postgresql://nobody@localhost/nothing SECRET_KEY=only-to-collect-static-files \
    FIELD_KEYS=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= python manage.py collectstatic --no-input
EXPOSE 8000
# /dev/shm: gunicorn's heartbeat file on a disk can block a worker for seconds.
CMD ["gunicorn", "backend.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
