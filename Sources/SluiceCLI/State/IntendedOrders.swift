import SluiceDocument
import SluiceEngine
import SluiceKit
import SluiceMarket
import SluicePipeline

/// The orders of a cycle that was only rehearsed, for people and for programs.
struct IntendedOrders {
    let orders: [IntendedOrder]
    let time: Timestamp
    private let cycle: Int
    private let standing: TradingStanding
    private let equity: Double
    private let instruments: [String]

    init(orders: [IntendedOrder], engine: Engine, time: Timestamp) {
        (self.orders, self.time) = (orders, time)
        cycle = engine.records.total
        standing = engine.standing
        equity = engine.portfolio.equity
        instruments = engine.plan.instruments
    }

    /// How many orders would be refused.
    var refused: Int { orders.count { !$0.violations.isEmpty } }

    private func symbol(_ order: IntendedOrder) -> String {
        let index = order.request.instrument
        return instruments.indices.contains(index) ? instruments[index] : "instrument \(index)"
    }

    /// For people.
    var lines: [String] {
        let head =
            "cycle      #\(cycle) of \(time.iso8601), trading \(word), equity \(fixedText(equity, places: 2))"
        let all = orders.map { order in
            let causes = order.violations.map(\.text)
            let verdict = causes.isEmpty ? "passes" : "refused: \(causes.joined(separator: ", "))"
            return "order      \(order.request.text(of: symbol(order)))  \(verdict)"
        }
        let count = "\(orders.count) \(orders.count == 1 ? "order" : "orders"), \(refused) would be refused"
        return [head] + all + [count]
    }

    private var word: String { standing == .reduceOnly ? "reduce only" : "\(standing)" }

    /// For programs.
    var object: JSONValue {
        [
            "cycle": .int(cycle), "time": .string(time.iso8601), "standing": .string("\(standing)"),
            "equity": JSONValue(equity), "refused": .int(refused),
            "orders": .array(
                orders.map { order in
                    let pricing = order.request.pricing
                    return [
                        "instrument": .string(symbol(order)), "side": .string(order.request.side.rawValue),
                        "quantity": .string("\(order.request.quantity)"),
                        "limit": JSONValue(pricing.limit.map { "\($0)" }),
                        "trigger": JSONValue(pricing.trigger.map { "\($0)" }),
                        "violations": .array(
                            order.violations.map {
                                [
                                    "reason": .string($0.reason.name),
                                    "observed": JSONValue($0.observed), "limit": JSONValue($0.limit),
                                ]
                            }),
                    ]
                }),
        ]
    }
}
