import SluiceMarket
import SluiceNumerics

extension Adapter {
    /// Every attempt that is allowed fills at once.
    static let tradeCooldown = Adapter("trade_cooldown", constant: .parameter("cooldown_seconds")) { vector in
        let attempts = try vector.input["attempts"].array()
        let symbols = try attempts.map { try $0["symbol"].text() }
        let names = Set(symbols).sorted()
        let pause = try vector.parameters["cooldown_seconds"].double()
        var cooldown = try Cooldown(
            series: names.count, nanoseconds: Int64((pause * 1e9).rounded(.toNearestOrEven)))
        let allowed = try zip(attempts, symbols).map { attempt, symbol -> JSON in
            guard let time = Timestamp(iso8601: try attempt["time"].text()),
                let index = names.firstIndex(of: symbol)
            else { throw VectorFault("\(attempt["time"].compact) is no time") }
            let isFree = cooldown.isOver(at: time.nanoseconds, series: index)
            if isFree { cooldown.begin(at: time.nanoseconds, series: index) }
            return .boolean(isFree)
        }
        return .object(["allowed": .array(allowed)])
    }
}
