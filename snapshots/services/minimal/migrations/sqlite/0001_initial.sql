-- 0001_initial, by moguera from design/. Written once: a migration that was changed is refused where it was applied.

CREATE TABLE notes (
    id BLOB NOT NULL,
    text TEXT NOT NULL,
    done INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (id)
) STRICT;

CREATE INDEX notes_created_at_id_idx ON notes (created_at, id);

CREATE INDEX notes_done_idx ON notes (done);
