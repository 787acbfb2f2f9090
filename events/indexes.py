"""Indexes that say nothing new are dropped: each costs a page or three in every registration."""

from typing import Any

from django.db.migrations import AlterField
from django.db.models import Index


class WithoutIndex(AlterField):
    """A foreign key with `db_index=False`, whose other index begins with it or leaves out the rows without one.

    Nothing but the index changes. Django's own operation would write the whole table anew on SQLite, without its triggers.
    """

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        named = {each.name for each in (*model._meta.indexes, *model._meta.constraints)}
        own = {"index": True, "type_": Index.suffix, "exclude": named}
        for name in schema_editor._constraint_names(model, [model._meta.get_field(self.name).column], **own):
            schema_editor.execute(schema_editor._delete_index_sql(model, name))

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        fields = [model._meta.get_field(self.name)]
        schema_editor.execute(schema_editor._create_index_sql(model, fields=fields))
