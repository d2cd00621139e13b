"""The client's address: the peer itself, or what a trusted proxy says of it, never what a client says."""

from __future__ import annotations

from litestar import Request

from app.config import Settings


def client_address(request: Request, settings: Settings) -> str:
    """Return the address that counts for limits: the last hop before our own proxies."""
    peer = request.client.host if request.client else "unknown"
    trusted = {proxy.strip() for proxy in settings.trusted_proxies.split(",") if proxy.strip()}
    if peer not in trusted:
        return peer[:45]
    hops = [hop.strip() for hop in request.headers.get("x-forwarded-for", "").split(",") if hop.strip()]
    outside = [hop for hop in hops if hop not in trusted]
    return (outside[-1] if outside else peer)[:45]
