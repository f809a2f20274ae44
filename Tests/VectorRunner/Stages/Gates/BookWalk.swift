import SluiceNumerics

extension Adapter {
    static let bookWalk = Adapter("b11_book_walk", constant: .input("quantity")) { vector in
        let input = vector.input
        let walk = try BookSide(input["levels"]).walk(taking: input["quantity"].written())
        let isBuy = try input["side"].text() == "buy"
        func known(_ value: Double) -> JSON { value.isNaN ? .null : .number(value) }
        return .object([
            "filled": .number(walk.filled),
            "vwap": known(walk.averagePrice),
            "worst": known(walk.worst),
            "impact_bps": known(walk.impactBps(mid: try input["mid"].written(), isBuy: isBuy)),
            "complete": .boolean(walk.isComplete),
        ])
    }
}
