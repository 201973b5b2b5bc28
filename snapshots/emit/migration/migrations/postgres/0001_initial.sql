-- 0001_initial, by moguera from design/. Written once: a migration that was changed is refused where it was applied.

CREATE TABLE orders (
    id UUID NOT NULL,
    "group" TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    price BIGINT NOT NULL,
    paid_at TIMESTAMPTZ,
    day DATE NOT NULL,
    seal BYTEA,
    address JSONB,
    words JSONB NOT NULL,
    above_id UUID,
    user_id UUID NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (id)
);

CREATE INDEX orders_above_id_idx ON orders (above_id);

CREATE UNIQUE INDEX orders_group_key ON orders ("group");

CREATE INDEX orders_state_idx ON orders (state);

CREATE UNIQUE INDEX orders_user_id_group_key ON orders (user_id, "group");

CREATE INDEX orders_user_id_idx ON orders (user_id);

CREATE INDEX orders_user_id_paid_at_idx ON orders (user_id, paid_at);

CREATE TABLE tags (
    id UUID NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE users (
    id UUID NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE order_tags (
    order_id UUID NOT NULL,
    tag_id UUID NOT NULL,
    position BIGINT NOT NULL,
    PRIMARY KEY (order_id, tag_id)
);

CREATE INDEX order_tags_tag_id_idx ON order_tags (tag_id);

ALTER TABLE orders ADD CONSTRAINT orders_above_id_fkey FOREIGN KEY (above_id) REFERENCES orders (id) ON DELETE SET NULL;

ALTER TABLE orders ADD CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;

ALTER TABLE order_tags ADD CONSTRAINT order_tags_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE;

ALTER TABLE order_tags ADD CONSTRAINT order_tags_tag_id_fkey FOREIGN KEY (tag_id) REFERENCES tags (id) ON DELETE CASCADE;
