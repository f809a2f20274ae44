/// The statements that write a batch, compiled once.
final class LedgerStatements {
    let intent: Statement
    let transition: Statement
    let state: Statement
    let fill: Statement
    let charge: Statement
    let balance: Statement
    let position: Statement
    let memory: Statement
    let restriction: Statement
    let note: Statement
    let about: Statement
    let knowsFill: Statement
    let knowsOrder: Statement

    init(_ database: Database) throws(JournalError) {
        intent = try database.prepare(
            """
            INSERT INTO orders VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,
                ?18, ?19, 'intended', ?4, NULL, NULL)
            """)
        transition = try database.prepare(
            "INSERT INTO transitions(client, before, after, time, reason, illegal) VALUES(?1, ?2, ?3, ?4, ?5, ?6)"
        )
        state = try database.prepare(
            """
            UPDATE orders SET state = ?2, changed = ?3, finished = CASE WHEN ?4 THEN ?3 END,
                venue = coalesce(?5, venue) WHERE client = ?1
            """)
        fill = try database.prepare(
            """
            INSERT INTO fills(id, client, symbol, side, quantity, price, fee, fee_currency, time, venue, currency)
                VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT(id) DO NOTHING
            """)
        charge = try database.prepare(
            """
            INSERT INTO charges(id, kind, symbol, amount, currency, time) VALUES(?1, ?2, ?3, ?4, ?5, ?6)
                ON CONFLICT(id) DO NOTHING
            """)
        balance = try database.prepare(
            """
            INSERT INTO balances VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET cash = excluded.cash,
                fees = excluded.fees, realised = excluded.realised, funding = excluded.funding
            """)
        position = try database.prepare(
            """
            INSERT INTO positions(symbol, quantity, average_price, realised, funding) VALUES(?1, ?2, ?3, ?4, ?5)
                ON CONFLICT DO UPDATE SET quantity = excluded.quantity, average_price = excluded.average_price,
                realised = excluded.realised, funding = excluded.funding
            """)
        memory = try database.prepare(
            """
            INSERT INTO memories VALUES(?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET
                fingerprint = excluded.fingerprint, version = excluded.version, words = excluded.words
            """)
        restriction = try database.prepare(
            "INSERT INTO restrictions(standing, reason, by, time, control) VALUES(?1, ?2, ?3, ?4, ?5)")
        note = try database.prepare("INSERT INTO notes(time, kind, text) VALUES(?1, ?2, ?3)")
        about = try database.prepare(
            "INSERT INTO about VALUES(?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value")
        knowsFill = try database.prepare("SELECT 1 FROM fills WHERE id = ?1")
        knowsOrder = try database.prepare("SELECT state FROM orders WHERE client = ?1")
    }
}
