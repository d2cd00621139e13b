"""Static files, served by the program itself under an address that contains their hash.

One hash over all files stands in the path (`/s/<hash>/css/base.css`): a browser may keep them for ever, a new
version has a new address, and relative names inside style sheets and scripts need no rewriting.
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from app.access import public
from app.web.gate import ALWAYS_ANONYMOUS
from app.web.headers import IMMUTABLE

FOLDER = Path(__file__).resolve().parents[1] / "static"

# The system's own table of types differs between machines, and nosniff makes a wrong one fatal.
_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".json": "application/json",
    ".txt": "text/plain",
    ".png": "image/png",
    ".ico": "image/x-icon",
}


@dataclass(frozen=True)
class Asset:
    """One file as it is sent: its bytes, plain and compressed."""

    content: bytes
    compressed: bytes | None
    media_type: str


class Assets:
    """All static files, read once; a name that is not among them does not exist."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.files = {
            path.relative_to(folder).as_posix(): self._read(path)
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
        whole = hashlib.sha256()
        for name, asset in self.files.items():
            whole.update(f"{name}\n{len(asset.content)}\n".encode() + asset.content)
        self.hash = whole.hexdigest()[:16]

    @staticmethod
    def _read(path: Path) -> Asset:
        content = path.read_bytes()
        media_type = _TYPES[path.suffix]
        worth_it = path.suffix in {".css", ".js", ".svg", ".json", ".txt"} and len(content) > 1000
        return Asset(content, gzip.compress(content, 6, mtime=0) if worth_it else None, media_type)

    def url(self, name: str) -> str:
        """Return the address of a file; refuse a name that no file has."""
        if name not in self.files:
            raise KeyError(f"There is no static file {name!r}")
        return f"/s/{self.hash}/{name}"


@get("/s/{version:str}/{name:path}", opt={**public(), ALWAYS_ANONYMOUS: True}, sync_to_thread=False)
def static_file(request: Request, version: FromPath[str], name: FromPath[str]) -> Response[bytes]:
    """Send a static file; under an old hash it is sent too, but not kept."""
    assets: Assets = request.app.state.assets
    asset = assets.files.get(str(name).lstrip("/"))
    if asset is None:
        raise NotFoundException
    headers = {"vary": "accept-encoding"}
    if version == assets.hash:
        headers["cache-control"] = IMMUTABLE
    body = asset.content
    if asset.compressed and "gzip" in request.headers.get("accept-encoding", ""):
        body, headers["content-encoding"] = asset.compressed, "gzip"
    return Response(body, media_type=asset.media_type, headers=headers)


@get("/favicon.ico", opt={**public(), ALWAYS_ANONYMOUS: True}, sync_to_thread=False)
def favicon(request: Request) -> Response[bytes]:
    """Send the mark of the program to browsers that ask for it at the fixed address."""
    assets: Assets = request.app.state.assets
    asset = assets.files["img/mark.svg"]
    return Response(asset.content, media_type=asset.media_type, headers={"cache-control": "max-age=86400"})


ROUTES = [static_file, favicon]
