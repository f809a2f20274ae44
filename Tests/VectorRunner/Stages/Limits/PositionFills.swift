import SluiceMarket

extension Adapter {
    static let positionFills = Adapter("b18_position_pnl", constant: .input("mark")) { vector in
        var position = Position()
        let steps = try vector.input["fills"].array().map { fill in
            let booking = try position.book(
                fill["side"].side(), quantity: fill["quantity"].amount(), price: fill["price"].amount(),
                fee: fill["fee"].amount(), reducing: fill["reduce_only"].flag() ? .clipped : .booked)
            return JSON.object([
                "quantity": .decimal(position.quantity),
                "avg": .decimal(position.averagePrice ?? .zero),
                "realized": .decimal(booking.realized), "applied": .decimal(booking.applied),
            ])
        }
        return .object([
            "steps": .array(steps),
            "realized": .decimal(position.realized),
            "unrealized": .decimal(try position.unrealized(at: vector.input["mark"].amount())),
            "fees": .decimal(position.fees),
        ])
    }
}
