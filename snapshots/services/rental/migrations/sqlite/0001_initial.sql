-- 0001_initial, by moguera from design/. Written once: a migration that was changed is refused where it was applied.

CREATE TABLE areas (
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    slug TEXT NOT NULL,
    parent_id BLOB REFERENCES areas (id) ON DELETE RESTRICT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (id)
) STRICT;

CREATE INDEX areas_name_id_idx ON areas (name, id);

CREATE UNIQUE INDEX areas_name_key ON areas (name);

CREATE INDEX areas_parent_id_idx ON areas (parent_id);

CREATE UNIQUE INDEX areas_slug_key ON areas (slug);

CREATE TABLE bicycles (
    id BLOB NOT NULL,
    code TEXT NOT NULL,
    frame TEXT NOT NULL,
    mileage INTEGER NOT NULL,
    hourly_rate INTEGER NOT NULL,
    serial BLOB,
    remark TEXT,
    labels TEXT,
    station_id BLOB,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (id)
) STRICT;

CREATE INDEX bicycles_code_id_idx ON bicycles (code, id);

CREATE UNIQUE INDEX bicycles_code_key ON bicycles (code);

CREATE INDEX bicycles_created_at_id_idx ON bicycles (created_at, id);

CREATE INDEX bicycles_frame_idx ON bicycles (frame);

CREATE INDEX bicycles_hourly_rate_id_idx ON bicycles (hourly_rate, id);

CREATE INDEX bicycles_mileage_id_idx ON bicycles (mileage, id);

CREATE INDEX bicycles_station_id_idx ON bicycles (station_id);

CREATE TABLE features (
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (id)
) STRICT;

CREATE INDEX features_created_at_id_idx ON features (created_at, id);

CREATE UNIQUE INDEX features_name_key ON features (name);

CREATE TABLE rides (
    id BLOB NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    state TEXT NOT NULL,
    payment TEXT,
    rider TEXT,
    bicycle_id BLOB NOT NULL,
    from_id BLOB NOT NULL,
    to_id BLOB,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (id)
) STRICT;

CREATE INDEX rides_bicycle_id_idx ON rides (bicycle_id);

CREATE INDEX rides_ended_at_id_idx ON rides ((ended_at IS NULL), ended_at, id);

CREATE INDEX rides_from_id_idx ON rides (from_id);

CREATE INDEX rides_started_at_id_idx ON rides (started_at, id);

CREATE INDEX rides_state_idx ON rides (state);

CREATE INDEX rides_to_id_idx ON rides (to_id);

CREATE TABLE stations (
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    position TEXT NOT NULL,
    docks INTEGER NOT NULL,
    opened_on TEXT NOT NULL,
    closed INTEGER NOT NULL,
    notices TEXT NOT NULL,
    area_id BLOB NOT NULL REFERENCES areas (id) ON DELETE RESTRICT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (id)
) STRICT;

CREATE INDEX stations_area_id_idx ON stations (area_id);

CREATE INDEX stations_closed_idx ON stations (closed);

CREATE INDEX stations_created_at_id_idx ON stations (created_at, id);

CREATE INDEX stations_docks_id_idx ON stations (docks, id);

CREATE INDEX stations_docks_idx ON stations (docks);

CREATE INDEX stations_name_id_idx ON stations (name, id);

CREATE INDEX stations_opened_on_id_idx ON stations (opened_on, id);

CREATE TABLE bicycle_features (
    bicycle_id BLOB NOT NULL REFERENCES bicycles (id) ON DELETE CASCADE,
    feature_id BLOB NOT NULL REFERENCES features (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    PRIMARY KEY (bicycle_id, feature_id)
) STRICT;

CREATE INDEX bicycle_features_feature_id_idx ON bicycle_features (feature_id);
