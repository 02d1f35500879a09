"""Orders in PostgreSQL. Values go into queries as parameters only (T8)."""
import psycopg

from .settings import DATABASE_URL


class Orders:
    def __init__(self):
        self.connection = psycopg.connect(DATABASE_URL)

    def insert(self, user_id, order):
        with self.connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO orders (user_id, total) VALUES (%s, %s) RETURNING id",
                (user_id, order["total"]),
            )
            return {"id": cursor.fetchone()[0], "total": order["total"]}

    def find(self, user_id, order_id):
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT id, total, paid FROM orders WHERE user_id = %s AND id = %s",
                (user_id, order_id),
            )
            return cursor.fetchone()

    def mark_paid(self, order_id):
        with self.connection.cursor() as cursor:
            cursor.execute("UPDATE orders SET paid = true WHERE id = %s", (order_id,))
