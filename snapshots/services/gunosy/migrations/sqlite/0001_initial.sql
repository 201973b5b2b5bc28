-- 0001_initial, by moguera from design/. Written once: a migration that was changed is refused where it was applied.

CREATE TABLE articles (
    id BLOB NOT NULL,
    title TEXT NOT NULL,
    image_url TEXT NOT NULL,
    url TEXT NOT NULL,
    published_at INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (id)
) STRICT;

CREATE INDEX articles_published_at_id_idx ON articles ((published_at IS NULL), published_at, id);

CREATE INDEX articles_published_at_idx ON articles (published_at);
