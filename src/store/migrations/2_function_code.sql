
-- The code of Lambda functions: each archive once, by the digest that Lambda shows as CodeSha256.
CREATE TABLE function_code (
    sha256  TEXT NOT NULL PRIMARY KEY,
    archive BLOB NOT NULL
);

-- Which function, by the path of its resource, has which code. Code that nobody has is deleted.
CREATE TABLE function_code_use (
    path   TEXT NOT NULL PRIMARY KEY,
    sha256 TEXT NOT NULL REFERENCES function_code (sha256)
);

CREATE INDEX function_code_use_by_sha256 ON function_code_use (sha256);
