-- 0001_initial, by moguera from design/. Written once: a migration that was changed is refused where it was applied.

CREATE TABLE orders (
    id BLOB NOT NULL,
    "group" TEXT NOT NULL,
    state TEXT NOT NULL,
    price INTEGER NOT NULL,
    paid_at INTEGER,
    day TEXT NOT NULL,
    seal BLOB,
    address TEXT,
    words TEXT NOT NULL,
    above_id BLOB REFERENCES orders (id) ON DELETE SET NULL,
    user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (id)
) STRICT;

CREATE INDEX orders_above_id_idx ON orders (above_id);

CREATE UNIQUE INDEX orders_group_key ON orders ("group");

CREATE INDEX orders_state_idx ON orders (state);

CREATE UNIQUE INDEX orders_user_id_group_key ON orders (user_id, "group");

CREATE INDEX orders_user_id_idx ON orders (user_id);

CREATE INDEX orders_user_id_paid_at_idx ON orders (user_id, paid_at);

CREATE TABLE tags (
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (id)
) STRICT;

CREATE TABLE users (
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (id)
) STRICT;

CREATE TABLE order_tags (
    order_id BLOB NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    tag_id BLOB NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    PRIMARY KEY (order_id, tag_id)
) STRICT;

CREATE INDEX order_tags_tag_id_idx ON order_tags (tag_id);
