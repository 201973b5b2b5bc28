-- 0001_initial, by moguera from design/. Written once: a migration that was changed is refused where it was applied.

CREATE TABLE articles (
    id UUID NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    image_url TEXT COLLATE "C" NOT NULL,
    url TEXT COLLATE "C" NOT NULL,
    published_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (id)
);

CREATE INDEX articles_published_at_id_idx ON articles ((published_at IS NULL), published_at, id);

CREATE INDEX articles_published_at_idx ON articles (published_at);
