-- What was stored of a scope when it was saved. Each scope has names of its own; '' stands for all accounts, or all regions.
-- Times are milliseconds since 1970.
CREATE TABLE state_snapshot (
    id      INTEGER NOT NULL PRIMARY KEY,
    name    TEXT NOT NULL,
    account TEXT NOT NULL,
    region  TEXT NOT NULL,
    created INTEGER NOT NULL,
    -- How many resources it has of the kinds that count, and how many bytes in all.
    counted INTEGER NOT NULL,
    bytes   INTEGER NOT NULL,
    UNIQUE (name, account, region)
);

-- The rows of the tables that hold state, as they were. They go with their snapshot.
CREATE TABLE state_snapshot_resource (
    snapshot INTEGER NOT NULL REFERENCES state_snapshot (id) ON DELETE CASCADE,
    parent   TEXT NOT NULL,
    name     TEXT NOT NULL,
    kind     TEXT NOT NULL,
    uniq     TEXT,
    doc      TEXT NOT NULL,
    PRIMARY KEY (snapshot, parent, name)
) WITHOUT ROWID;

CREATE TABLE state_snapshot_deployment (
    snapshot  INTEGER NOT NULL REFERENCES state_snapshot (id) ON DELETE CASCADE,
    path      TEXT NOT NULL,
    documents TEXT NOT NULL,
    PRIMARY KEY (snapshot, path)
) WITHOUT ROWID;

CREATE TABLE state_snapshot_usage (
    snapshot  INTEGER NOT NULL REFERENCES state_snapshot (id) ON DELETE CASCADE,
    path      TEXT NOT NULL,
    day       INTEGER NOT NULL,
    used      INTEGER NOT NULL,
    remaining INTEGER NOT NULL,
    PRIMARY KEY (snapshot, path, day)
) WITHOUT ROWID;

-- Code that a snapshot has is kept as if a function had it.
CREATE TABLE state_snapshot_function_code (
    snapshot INTEGER NOT NULL REFERENCES state_snapshot (id) ON DELETE CASCADE,
    path     TEXT NOT NULL,
    sha256   TEXT NOT NULL REFERENCES function_code (sha256),
    PRIMARY KEY (snapshot, path)
) WITHOUT ROWID;

CREATE INDEX state_snapshot_function_code_by_sha256 ON state_snapshot_function_code (sha256);
