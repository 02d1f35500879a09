"""What an order is, and what it costs."""
from datetime import datetime

from flask import abort
from marshmallow import Schema, fields, validate

from .catalogue import price_of


class LineSchema(Schema):
    article = fields.Integer(required=True)
    quantity = fields.Integer(required=True, validate=validate.Range(1, 100))


class OrderSchema(Schema):
    lines = fields.List(
        fields.Nested(LineSchema), required=True, validate=validate.Length(1, 50)
    )


def validate_order(body):
    return OrderSchema().load(body)


def order_total(order):
    return sum(price_of(line["article"]) * line["quantity"] for line in order["lines"])


def parse_month(text):
    try:
        return datetime.strptime(text, "%Y-%m").date()
    except ValueError:
        abort(400)
