"""Stripe calls us back; only what it signed is believed (T11)."""
import stripe

from .settings import STRIPE_WEBHOOK_SECRET


def verify_event(payload, signature):
    return stripe.Webhook.construct_event(payload, signature, STRIPE_WEBHOOK_SECRET)
