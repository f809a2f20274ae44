extension Schema {
    /// The tables of a ledger.
    ///
    /// Amounts are decimal text, times are nanoseconds since 1970 in UTC. A trade without a currency is in the account's.
    static let ledger = Schema(
        // "Slul"
        application: 0x536C_756C,
        versions: [
            """
            CREATE TABLE about(name TEXT PRIMARY KEY, value ANY) WITHOUT ROWID, STRICT;
            CREATE TABLE orders(
                client TEXT PRIMARY KEY, number INTEGER NOT NULL, scheduled INTEGER NOT NULL,
                approved INTEGER NOT NULL, symbol TEXT NOT NULL, side TEXT NOT NULL, quantity TEXT NOT NULL,
                pricing TEXT NOT NULL, limit_price TEXT, trigger_price TEXT, time_in_force TEXT NOT NULL,
                good_til INTEGER, post_only INTEGER NOT NULL, reduce_only INTEGER NOT NULL, parent INTEGER,
                leg INTEGER NOT NULL, child INTEGER NOT NULL, replacement INTEGER NOT NULL, decision TEXT,
                state TEXT NOT NULL, changed INTEGER NOT NULL, finished INTEGER, venue TEXT
            ) WITHOUT ROWID, STRICT;
            CREATE UNIQUE INDEX orders_by_number ON orders(number);
            CREATE INDEX orders_open ON orders(number) WHERE finished IS NULL;
            CREATE INDEX orders_finished ON orders(finished) WHERE finished IS NOT NULL;
            CREATE TABLE transitions(
                number INTEGER PRIMARY KEY, client TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL,
                time INTEGER NOT NULL, reason TEXT NOT NULL, illegal INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX transitions_by_order ON transitions(client);
            CREATE TABLE fills(
                number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, client TEXT, symbol TEXT NOT NULL,
                side TEXT NOT NULL, quantity TEXT NOT NULL, price TEXT NOT NULL, fee TEXT NOT NULL,
                fee_currency TEXT NOT NULL, time INTEGER NOT NULL, venue TEXT
            ) STRICT;
            CREATE INDEX fills_by_order ON fills(client);
            CREATE TABLE balances(
                currency TEXT PRIMARY KEY, cash TEXT NOT NULL, fees TEXT NOT NULL, realised TEXT NOT NULL,
                funding TEXT NOT NULL
            ) WITHOUT ROWID, STRICT;
            CREATE TABLE positions(
                symbol TEXT PRIMARY KEY, quantity TEXT NOT NULL, average_price TEXT NOT NULL,
                realised TEXT NOT NULL
            ) WITHOUT ROWID, STRICT;
            CREATE TABLE memories(
                stage TEXT PRIMARY KEY, fingerprint INTEGER NOT NULL, version INTEGER NOT NULL,
                words BLOB NOT NULL
            ) STRICT;
            CREATE TABLE restrictions(
                number INTEGER PRIMARY KEY, standing INTEGER NOT NULL, reason TEXT NOT NULL, by TEXT NOT NULL,
                time INTEGER NOT NULL, control INTEGER
            ) STRICT;
            CREATE TABLE notes(
                number INTEGER PRIMARY KEY, time INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL
            ) STRICT;
            """,
            """
            CREATE TABLE charges(
                number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, symbol TEXT,
                amount TEXT NOT NULL, currency TEXT NOT NULL, time INTEGER NOT NULL
            ) STRICT;
            ALTER TABLE positions ADD COLUMN funding TEXT NOT NULL DEFAULT '0';
            """,
            "ALTER TABLE fills ADD COLUMN currency TEXT;",
        ]
    )
}
