from django.core.management import BaseCommand, CommandParser

from config.supervisor.child import Child
from config.supervisor.preflight import refuse_unprepared
from config.supervisor.watch import watch
from config.supervisor.web import add_options, started_ahead
from config.supervisor.worker import Worker


class Command(BaseCommand):
    help = "Serves the site and works in the background, until SIGTERM or Ctrl-C. PORT= chooses the port."
    requires_system_checks = ()  # `prepare` has checked; each process that reads every page delays the others

    def add_arguments(self, parser: CommandParser) -> None:
        add_options(parser)

    def handle(self, *, web_only: bool, with_parent: bool, **options: object) -> None:
        web = started_ahead()
        refuse_unprepared()  # if so, we end, and our leash ends the web
        children: list[Child] = [web] if web_only else [web, Worker()]
        self.stdout.write(f"Kiertue serves {web.url} (Ctrl-C ends)")
        self.stdout.flush()
        watch(children, web.begun_by if with_parent else None)
