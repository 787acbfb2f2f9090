"""Nobody is told that a letter is written: whoever looks for letters finds it."""

from tests.harness.served import Product
from tests.serving.queue import is_up, until

REGISTER = """
from tests.letters import cast
cast.registered(cast.afternoon(), who=("Maija", "maija{}@example.org"))
"""


def test_each_letter_leaves_within_seconds_of_being_written(product: Product) -> None:
    product.start()
    assert until(lambda: is_up(product), 60)
    for number in range(4):
        product.ask(REGISTER.format(number))
        product.post.sink.wait_for(1, f"maija{number}@example.org", seconds=4)
