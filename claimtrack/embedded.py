"""PostgreSQL and Valkey from their wheels, as children of `manage.py up`; no Django here."""

import hashlib
import tempfile
from pathlib import Path
from urllib.parse import quote

# A socket's address holds 108 bytes, of which PostgreSQL appends some.
MAX_SOCKET_DIR = 90


def socket_dir(var: Path) -> Path:
    """Return the folder of the sockets for a var folder: inside it, or a short one of its own where that is too long."""
    inside = var / "run"
    if len(str(inside).encode()) <= MAX_SOCKET_DIR:
        return inside
    digest = hashlib.sha256(str(var).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"claimtrack-{digest}"


def database_url(var: Path) -> str:
    """Return the address of the embedded PostgreSQL."""
    return f"postgres://claimtrack@/claimtrack?host={quote(str(socket_dir(var)), safe='/')}&port=5432"


def redis_url(var: Path) -> str:
    """Return the address of the embedded Valkey, as Celery wants it."""
    return f"redis+socket://{quote(str(socket_dir(var)))}/valkey.sock?virtual_host=0"


def client_url(redis: str) -> str:
    """Return a Redis address as the redis client wants it."""
    if not redis.startswith("redis+socket://"):
        return redis
    path, _, query = redis.removeprefix("redis+socket://").partition("?")
    return f"unix://{path}?db={query.removeprefix('virtual_host=') or 0}"
