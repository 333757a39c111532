-- How much of its usage plan's quota an API key has used: one row for each day with calls, by the path of the key in the
-- plan. Days are counted from 1970-01-01. Deleted with the key.
CREATE TABLE usage (
    path      TEXT NOT NULL,
    day       INTEGER NOT NULL,
    used      INTEGER NOT NULL,
    remaining INTEGER NOT NULL,
    PRIMARY KEY (path, day)
) WITHOUT ROWID;
