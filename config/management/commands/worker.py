from django.core.management import BaseCommand

from config.supervisor.preflight import refuse_unprepared
from config.supervisor.watch import watch
from config.supervisor.worker import Worker


class Command(BaseCommand):
    help = "Does the work in the background, until SIGTERM or Ctrl-C."
    requires_system_checks = ()  # as `serve`

    def handle(self, **options: object) -> None:
        refuse_unprepared()
        watch([Worker()])
