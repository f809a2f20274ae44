import SluiceDocument
import SluiceJournal
import SluiceKit
import SluiceMarket
import SluicePipeline

/// One instrument in one recorded cycle, stage by stage, in words and numbers.
struct CycleExplanation {
    let record: TracedCycle
    let plan: Plan
    /// What numbers of stages are called that are not an instrument's alone, by the number of the stage.
    let names: [[String]]
    /// The instrument's number in the universe.
    let index: Int
    /// The orders that the cycle sent of it.
    let orders: [LedgerOrder]

    /// Whether a stage behind the data ran.
    private var hasRun: Bool { record.bytes(.portfolio) != nil }

    private var stages: [StageExplanation] {
        plan.stages.indices.compactMap { StageExplanation($0, of: self) }
    }

    /// For people.
    var lines: [String] {
        var lines = [
            "\(plan.name), cycle \(record.cycle) of \(record.now.iso8601): \(plan.instruments[index])"
        ]
        if !hasRun { lines.append("  the cycle was skipped: no stage behind the data ran") }
        lines += stages.flatMap(\.lines)
        lines += orders.map { "  \(Self.text($0))" }
        if orders.isEmpty { lines.append("  no order was sent") }
        return lines
    }

    /// For programs.
    var object: JSONValue {
        [
            "pipeline": .string(plan.name), "cycle": .int(Int(record.cycle)),
            "time": .string(record.now.iso8601), "instrument": .string(plan.instruments[index]),
            "equity": .double(record.equity), "skipped": .bool(!hasRun),
            "stages": .array(stages.map(\.object)), "orders": .array(orders.map(Self.object)),
        ]
    }

    private static func text(_ order: LedgerOrder) -> String {
        let request = order.intent.request
        return "order \(request.side) \(request.quantity) \(order.intent.symbol): \(order.state.rawValue), "
            + "\(order.filled) filled, \(order.intent.clientID)"
    }

    private static func object(_ order: LedgerOrder) -> JSONValue {
        let request = order.intent.request
        return [
            "client_id": .string("\(order.intent.clientID)"), "side": .string("\(request.side)"),
            "quantity": .string("\(request.quantity)"), "filled": .string("\(order.filled)"),
            "order_state": .string(order.state.rawValue),
        ]
    }
}
