from django.core.management import BaseCommand, CommandParser
from django.db import connection

from config.ahead import read_pages
from config.schedules import SCHEDULES
from events import jobs


class Command(BaseCommand):
    help = "The queue's processes, unsupervised. Run `worker` instead: it runs this and keeps it alive."
    requires_system_checks = ()  # as `serve`

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--after-loss", action="store_true", help="the one before was lost: count it")

    def handle(self, *, after_loss: bool, **options: object) -> None:
        read_pages()
        jobs.take_over(after_loss)
        jobs.ensure_schedules(SCHEDULES)
        connection.close()
        jobs.run_cluster()
