"""Drafts of packages, and who changed which of them when."""

from sqlalchemy import Column, Index, Integer, String, Table

from engine.store.tables.base import document, key, link, metadata, moment, reference

package_draft = Table(
    "package_draft",
    metadata,
    key(),
    Column("name", String(200), nullable=False),
    Column("package", String(64)),  # the key in its package.yaml, as far as that can be read
    reference("definition_id", "definition", null=True),  # the version it was made from, or has become
    document("files"),
    Column("file_count", Integer, nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    moment("created_at"),
    Column("created_by", String(80), nullable=False),
    moment("changed_at"),
    Column("changed_by", String(80), nullable=False),
    Index("ix_package_draft_changed_at", "changed_at", "id"),
)

#: Stays when its draft is deleted, so there is no foreign key.
package_draft_change = Table(
    "package_draft_change",
    metadata,
    key(),
    link("draft_id"),
    Column("revision", Integer, nullable=False),
    Column("kind", String(10), nullable=False),  # created, changed, deployed, deleted
    Column("name", String(200), nullable=False),
    Column("digest", String(64), nullable=False),
    document("paths"),  # by what happened to them: added, changed, removed
    link("definition_id", null=True),  # what it was deployed as
    moment("changed_at"),
    Column("changed_by", String(80), nullable=False),
    Index("ix_package_draft_change_draft_id", "draft_id", "id"),
)
