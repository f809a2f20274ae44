import SluiceMarket

extension Adapter {
    static let stopsTrailing = Adapter("b38_stops_trailing", constant: .parameter("trail_pct")) { vector in
        let input = vector.input
        let exitSide: Side = try input["side"].text() == "long" ? .sell : .buy
        let distance = try vector.parameters["trail_pct"].amount()
        guard var trailing = TrailingStop(exitSide: exitSide, distance: distance) else {
            throw VectorFault("no distance")
        }
        var marks: [JSON] = []
        for mark in try input["marks"].array() {
            let isHit = try trailing.mark(mark.amount())
            marks.append(.object(["stop": .decimal(trailing.stop), "hit": .boolean(isHit)]))
            if isHit { break }
        }
        return .object([
            "fired": .array(try fired(input["stops"].array(), ticks: input["ticks"].array())),
            "trailing": .array(marks),
        ])
    }

    private static func fired(_ stops: [JSON], ticks: [JSON]) throws -> [JSON] {
        var triggers = try stops.map {
            StopTrigger(side: try side($0["side"]), price: try $0["trigger"].amount())
        }
        var fired: [JSON] = []
        for tick in ticks {
            let price = try tick["price"].amount()
            for index in stops.indices where stops[index]["symbol"] == tick["symbol"] {
                if triggers[index].fire(at: price) { fired.append(stops[index]["id"]) }
            }
        }
        return fired
    }
}
