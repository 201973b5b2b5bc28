-- 0001_initial, by moguera from design/. Written once: a migration that was changed is refused where it was applied.

CREATE TABLE areas (
    id UUID NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    slug TEXT COLLATE "C" NOT NULL,
    parent_id UUID,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (id)
);

CREATE INDEX areas_name_id_idx ON areas (name, id);

CREATE UNIQUE INDEX areas_name_key ON areas (name);

CREATE INDEX areas_parent_id_idx ON areas (parent_id);

CREATE UNIQUE INDEX areas_slug_key ON areas (slug);

CREATE TABLE bicycles (
    id UUID NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    frame TEXT COLLATE "C" NOT NULL,
    mileage BIGINT NOT NULL,
    hourly_rate BIGINT NOT NULL,
    serial BYTEA,
    remark TEXT COLLATE "C",
    labels JSONB,
    station_id UUID,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (id)
);

CREATE INDEX bicycles_code_id_idx ON bicycles (code, id);

CREATE UNIQUE INDEX bicycles_code_key ON bicycles (code);

CREATE INDEX bicycles_created_at_id_idx ON bicycles (created_at, id);

CREATE INDEX bicycles_frame_idx ON bicycles (frame);

CREATE INDEX bicycles_hourly_rate_id_idx ON bicycles (hourly_rate, id);

CREATE INDEX bicycles_mileage_id_idx ON bicycles (mileage, id);

CREATE INDEX bicycles_station_id_idx ON bicycles (station_id);

CREATE TABLE features (
    id UUID NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (id)
);

CREATE INDEX features_created_at_id_idx ON features (created_at, id);

CREATE UNIQUE INDEX features_name_key ON features (name);

CREATE TABLE rides (
    id UUID NOT NULL,
    started_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ,
    state TEXT COLLATE "C" NOT NULL,
    payment JSONB,
    rider TEXT COLLATE "C",
    bicycle_id UUID NOT NULL,
    from_id UUID NOT NULL,
    to_id UUID,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (id)
);

CREATE INDEX rides_bicycle_id_idx ON rides (bicycle_id);

CREATE INDEX rides_ended_at_id_idx ON rides ((ended_at IS NULL), ended_at, id);

CREATE INDEX rides_from_id_idx ON rides (from_id);

CREATE INDEX rides_started_at_id_idx ON rides (started_at, id);

CREATE INDEX rides_state_idx ON rides (state);

CREATE INDEX rides_to_id_idx ON rides (to_id);

CREATE TABLE stations (
    id UUID NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    position JSONB NOT NULL,
    docks BIGINT NOT NULL,
    opened_on DATE NOT NULL,
    closed BOOLEAN NOT NULL,
    notices JSONB NOT NULL,
    area_id UUID NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (id)
);

CREATE INDEX stations_area_id_idx ON stations (area_id);

CREATE INDEX stations_closed_idx ON stations (closed);

CREATE INDEX stations_created_at_id_idx ON stations (created_at, id);

CREATE INDEX stations_docks_id_idx ON stations (docks, id);

CREATE INDEX stations_docks_idx ON stations (docks);

CREATE INDEX stations_name_id_idx ON stations (name, id);

CREATE INDEX stations_opened_on_id_idx ON stations (opened_on, id);

CREATE TABLE bicycle_features (
    bicycle_id UUID NOT NULL,
    feature_id UUID NOT NULL,
    position BIGINT NOT NULL,
    PRIMARY KEY (bicycle_id, feature_id)
);

CREATE INDEX bicycle_features_feature_id_idx ON bicycle_features (feature_id);

ALTER TABLE areas ADD CONSTRAINT areas_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES areas (id) ON DELETE RESTRICT;

ALTER TABLE stations ADD CONSTRAINT stations_area_id_fkey FOREIGN KEY (area_id) REFERENCES areas (id) ON DELETE RESTRICT;

ALTER TABLE bicycle_features ADD CONSTRAINT bicycle_features_bicycle_id_fkey FOREIGN KEY (bicycle_id) REFERENCES bicycles (id) ON DELETE CASCADE;

ALTER TABLE bicycle_features ADD CONSTRAINT bicycle_features_feature_id_fkey FOREIGN KEY (feature_id) REFERENCES features (id) ON DELETE CASCADE;
