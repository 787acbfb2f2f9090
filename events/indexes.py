"""Indexes that say nothing new are dropped: each costs a page or three in every registration."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import AlterField
from django.db.migrations.state import ProjectState
from django.db.models import Index


class WithoutIndex(AlterField):
    """A foreign key with `db_index=False`, whose other index begins with it or leaves out the rows without one.

    Nothing but the index changes. Django's own operation would write the whole table anew on SQLite, without its triggers.
    """

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        model, editor = to_state.apps.get_model(app_label, self.model_name), _any(schema_editor)
        named = {each.name for each in (*model._meta.indexes, *model._meta.constraints)}
        column = model._meta.get_field(self.name).column
        for name in editor._constraint_names(model, [column], index=True, type_=Index.suffix, exclude=named):
            editor.execute(editor._delete_index_sql(model, name))

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        model, editor = to_state.apps.get_model(app_label, self.model_name), _any(schema_editor)
        editor.execute(editor._create_index_sql(model, fields=[model._meta.get_field(self.name)]))


def _any(editor: BaseDatabaseSchemaEditor) -> Any:
    """Its methods for indexes have underscores, and its own kinds of migration use them too."""
    return editor
