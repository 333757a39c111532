-- A resource is its name below its parent, in that order, so that one b-tree serves look-ups, listings and subtrees: a write
-- touches no index beside it but that of unique names. Only a start looks for kinds, and it may read everything.
CREATE TABLE resource_by_parent_and_name (
    parent TEXT NOT NULL,
    name   TEXT NOT NULL,
    kind   TEXT NOT NULL,
    uniq   TEXT,
    doc    TEXT NOT NULL,
    PRIMARY KEY (parent, name)
) WITHOUT ROWID;

INSERT INTO resource_by_parent_and_name (parent, name, kind, uniq, doc)
    SELECT parent, substr(path, length(parent) + 2), kind, uniq, doc FROM resource ORDER BY 1, 2;

DROP TABLE resource;

ALTER TABLE resource_by_parent_and_name RENAME TO resource;

CREATE UNIQUE INDEX resource_by_uniq ON resource (uniq) WHERE uniq IS NOT NULL;
