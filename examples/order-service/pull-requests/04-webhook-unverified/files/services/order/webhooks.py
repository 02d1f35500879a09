"""Stripe calls us back."""
import json


def verify_event(payload, signature):
    return json.loads(payload)
