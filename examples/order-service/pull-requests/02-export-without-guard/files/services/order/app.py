"""The HTTP entry of the order service."""
from flask import Flask, jsonify, request

from .auth import login_required, current_user
from .logs import setup_logging
from .orders import order_total, validate_order
from .store import Orders
from .webhooks import verify_event

app = Flask(__name__)
setup_logging(app)
orders = Orders()


@app.route("/orders", methods=["POST"])
@login_required
def create_order():
    order = validate_order(request.get_json())
    order["total"] = order_total(order)
    return jsonify(orders.insert(current_user().id, order)), 201


@app.route("/orders/<int:order_id>")
@login_required
def show_order(order_id):
    return jsonify(orders.find(current_user().id, order_id))


@app.route("/webhooks/stripe", methods=["POST"])
def stripe_webhook():
    event = verify_event(request.data, request.headers.get("Stripe-Signature"))
    orders.mark_paid(event["data"]["object"]["metadata"]["order_id"])
    return "", 204


@app.route("/orders/export")
def export_orders():
    month = request.args["month"]
    app.logger.info("export for %s by %s", month, request.headers)
    return jsonify(orders.of_month(month))
