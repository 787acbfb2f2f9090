from django.core.management import BaseCommand, CommandParser

from config.environment import env
from config.supervisor.child import Child
from config.supervisor.preflight import refuse_unprepared
from config.supervisor.watch import watch
from config.supervisor.web import Web
from config.supervisor.worker import Worker


class Command(BaseCommand):
    help = "Serves the site and works in the background, until SIGTERM or Ctrl-C. PORT= chooses the port."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--web-only", action="store_true", help="the worker runs elsewhere")
        parser.add_argument("--with-parent", action="store_true", help="end when whoever started this ends")
        parser.add_argument("--workers", type=int, default=2, help="web processes of 8 threads each (2)")

    def handle(self, *, web_only: bool, with_parent: bool, workers: int, **options: object) -> None:
        refuse_unprepared()
        web = Web(env.int("PORT", default=8000), workers)
        children: list[Child] = [web] if web_only else [web, Worker()]
        self.stdout.write(f"Kiertue serves {web.url} (Ctrl-C ends)")
        self.stdout.flush()
        watch(children, with_parent)
