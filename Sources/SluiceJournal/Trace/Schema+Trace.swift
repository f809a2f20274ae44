extension Schema {
    /// The tables of a trace.
    static let trace = Schema(
        // "Slut"
        application: 0x536C_7574,
        versions: [
            """
            CREATE TABLE about(name TEXT PRIMARY KEY, value ANY) WITHOUT ROWID, STRICT;
            CREATE TABLE runs(
                number INTEGER PRIMARY KEY, started INTEGER NOT NULL, version TEXT NOT NULL,
                seed INTEGER NOT NULL, pipeline TEXT NOT NULL, instruments TEXT NOT NULL, stages TEXT NOT NULL
            ) STRICT;
            CREATE TABLE cycles(
                cycle INTEGER PRIMARY KEY, run INTEGER NOT NULL, scheduled INTEGER NOT NULL,
                now INTEGER NOT NULL, equity REAL
            ) STRICT;
            CREATE TABLE parts(
                number INTEGER PRIMARY KEY, cycle INTEGER NOT NULL, kind INTEGER NOT NULL,
                stage INTEGER NOT NULL, bytes BLOB NOT NULL
            ) STRICT;
            CREATE INDEX parts_by_cycle ON parts(cycle);
            """
        ]
    )
}
