-- One row a resource: the document that the control plane keeps, at the path of its AWS URI inside account and region.
-- Compared byte by byte (SQLite's default; PostgreSQL needs COLLATE "C"), so a subtree is a range of paths.
-- The path is the table's own order (WITHOUT ROWID; PostgreSQL has no such words), which saves a write for every row.
CREATE TABLE resource (
    path   TEXT NOT NULL PRIMARY KEY,
    parent TEXT NOT NULL,
    kind   TEXT NOT NULL,
    uniq   TEXT,
    doc    TEXT NOT NULL
) WITHOUT ROWID;

CREATE UNIQUE INDEX resource_by_uniq ON resource (uniq) WHERE uniq IS NOT NULL;

CREATE INDEX resource_by_parent ON resource (parent, path);

CREATE INDEX resource_by_kind ON resource (kind, path);

-- What a deployment froze: the documents below its API, as JSON by path. Deleted with the deployment.
CREATE TABLE deployment_snapshot (
    path      TEXT NOT NULL PRIMARY KEY,
    documents TEXT NOT NULL
);
