/// What runs that are served have besides.
enum ServedTables {
    /// The tick that was open at the last commit: a run that is served commits within ticks.
    static let runs = "ALTER TABLE runs ADD COLUMN open_tick INTEGER"

    /// Answers in the order in which they were given. Keys are drawn by chance: a tree sorted by
    /// them would have another page changed by every row, some hundred for every commit.
    static let answers = """
        DROP TABLE idempotency;
        CREATE TABLE idempotency (
            id INTEGER PRIMARY KEY,
            run INTEGER GENERATED ALWAYS AS (id >> 40) VIRTUAL,
            seq INTEGER GENERATED ALWAYS AS (id & 1099511627775) VIRTUAL,
            agent INTEGER NOT NULL, key TEXT NOT NULL,
            fingerprint BLOB NOT NULL, status INTEGER NOT NULL, body BLOB NOT NULL
        );
        """

    /// Of a secret only its SHA-256. No agent: the operator.
    static let keys = """
        CREATE TABLE api_keys (
            run INTEGER NOT NULL, key_id TEXT NOT NULL, agent INTEGER,
            secret_hash BLOB NOT NULL CHECK (length(secret_hash) = 32),
            expires_at INTEGER, revoked_at INTEGER,
            PRIMARY KEY (run, key_id)
        ) WITHOUT ROWID;
        """
}
