"""Who is asking: the user id comes from the verified token alone (T4)."""
from functools import wraps

import jwt
from flask import abort, g, request

from .settings import JWT_PUBLIC_KEY


def current_user():
    return g.user


def login_required(view):
    @wraps(view)
    def wrapped(*args, **kwargs):
        token = request.cookies.get("session", "")
        try:
            claims = jwt.decode(token, JWT_PUBLIC_KEY, algorithms=["RS256"])
        except jwt.InvalidTokenError:
            abort(401)
        g.user = User(claims["sub"])
        return view(*args, **kwargs)

    return wrapped


class User:
    def __init__(self, user_id):
        self.id = user_id


def staff_required(view):
    @wraps(view)
    @login_required
    def wrapped(*args, **kwargs):
        if not g.user.id.startswith("staff:"):
            abort(403)
        return view(*args, **kwargs)

    return wrapped
