import SluiceDocument
import SluiceJournal
import SluiceKit
import SluiceMarket

/// How a pipeline stands, as its state folder says.
struct PipelineStatus {
    let folder: String
    let identity: StateIdentity?
    let process: Int?
    let ledger: LedgerState
    let control: ControlState

    /// Reads a state folder without locking it.
    init(folder: String) throws(JournalError) {
        self.folder = folder
        identity = try StateFolder.identity(of: folder)
        process = try StateFolder.runner(of: folder)
        ledger = try LedgerFile.peek(in: folder) ?? LedgerState()
        control = ControlFile(folder: folder).read()
    }

    /// How trading stands: as the pipeline last wrote, and as a person has said since.
    var standing: TradingStanding {
        let written = ledger.restriction?.standing ?? .open
        guard let last = control.changes.last, last.number > ledger.lastControl else {
            return max(written, control.isPanic || control.fault != nil ? .halt : .open)
        }
        return last.standing == .open ? control.standing : max(written, control.standing)
    }

    private var reason: String {
        guard standing > .open else { return "" }
        if !control.reason.isEmpty { return control.reason }
        guard let restriction = ledger.restriction, restriction.standing > .open else { return "" }
        return "\(restriction.reason) (\(restriction.by))"
    }

    private var held: [PositionState] { ledger.positions.filter { !$0.quantity.isZero } }

    /// For people.
    var lines: [String] {
        var lines = [
            "state      \(folder)",
            "pipeline   \(identity.map { "\($0.pipeline), \($0.mode.rawValue), \($0.broker)" } ?? "none has run here")",
            "process    \(process.map { "\($0)" } ?? "not running")",
            "trading    \(word)\(reason.isEmpty ? "" : ": \(reason)")",
        ]
        if let time = ledger.scheduled { lines.append("cycle      #\(ledger.cycle) of \(time.iso8601)") }
        for balance in ledger.balances {
            lines.append(
                "cash       \(balance.cash) \(balance.currency), fees \(balance.fees), realised \(balance.realised)"
                    + (balance.funding.isZero ? "" : ", charges \(balance.funding)")
            )
        }
        for position in held {
            lines.append("holding    \(position.quantity) \(position.symbol) at \(position.averagePrice)")
        }
        for order in ledger.orders {
            let request = order.intent.request
            lines.append(
                "order      \(request.side) \(request.quantity) \(order.intent.symbol), \(order.filled) filled, "
                    + "\(order.state.rawValue), \(order.intent.clientID)")
        }
        return lines
    }

    private var word: String {
        switch standing {
        case .open: "open"
        case .reduceOnly: "reduce only"
        case .halt: "HALTED"
        case .flatten: "FLATTENING"
        }
    }

    /// For programs.
    var object: JSONValue {
        [
            "state": .string(folder), "pipeline": JSONValue(identity?.pipeline),
            "mode": JSONValue(identity?.mode.rawValue), "broker": JSONValue(identity?.broker),
            "process": process.map { .int($0) } ?? .null, "standing": .string("\(standing)"),
            "halted": .bool(standing >= TradingStanding.halt), "reason": .string(reason),
            "cycle": .int(Int(ledger.cycle)),
            "scheduled": JSONValue(ledger.scheduled?.iso8601),
            "balances": .array(
                ledger.balances.map {
                    [
                        "currency": .string($0.currency), "cash": .string("\($0.cash)"),
                        "fees": .string("\($0.fees)"), "realised": .string("\($0.realised)"),
                        "charges": .string("\($0.funding)"),
                    ]
                }),
            "positions": .array(
                held.map {
                    [
                        "symbol": .string($0.symbol), "quantity": .string("\($0.quantity)"),
                        "average_price": .string("\($0.averagePrice)"), "realised": .string("\($0.realised)"),
                    ]
                }),
            "orders": .array(
                ledger.orders.map {
                    [
                        "client_id": .string("\($0.intent.clientID)"), "symbol": .string($0.intent.symbol),
                        "side": .string("\($0.intent.request.side)"),
                        "quantity": .string("\($0.intent.request.quantity)"),
                        "filled": .string("\($0.filled)"), "order_state": .string($0.state.rawValue),
                    ]
                }),
        ]
    }
}
