-- 0001_initial, by moguera from design/. Written once: a migration that was changed is refused where it was applied.

CREATE TABLE notes (
    id UUID NOT NULL,
    text TEXT COLLATE "C" NOT NULL,
    done BOOLEAN NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (id)
);

CREATE INDEX notes_created_at_id_idx ON notes (created_at, id);

CREATE INDEX notes_done_idx ON notes (done);
