import SluiceKit
import SluiceMarket

/// What trading at `broker.paper` costs: one rate for orders that trade at once and one for those that waited, both by the
/// value traded in thirty days where there is a table.
struct PaperFees {
    private let maker: Amount
    private let taker: Amount
    private let table: FeeTable?
    /// The value traded on each of the last thirty days, by day modulo thirty.
    private var days: [Amount]
    private var today = 0
    private var volume = Amount.zero

    private static let window = 30

    init(_ settings: PaperBroker.Settings) {
        let tiers = settings.feeTiers
        taker = Self.fraction(settings.fee)
        maker = Self.fraction(settings.makerFee ?? settings.fee)
        table =
            tiers.isEmpty
            ? nil
            : FeeTable(
                tiers.enumerated().map { index, tier in
                    FeeTable.Tier(
                        name: "\(index + 1)", minVolume: tier.from.amount, maker: Self.fraction(tier.maker),
                        taker: Self.fraction(tier.taker))
                }, asOf: settings.feesAsOf)
        days = Array(repeating: .zero, count: Self.window)
    }

    /// The part of a trade's value that it costs now.
    func rate(isMaker: Bool) -> Amount {
        guard let table, let rate = try? table.rate(volume: volume, isMaker: isMaker) else {
            return isMaker ? maker : taker
        }
        return rate
    }

    /// Begins a day: what is thirty days old counts no longer.
    mutating func begin(_ session: CivilDate) {
        guard table != nil else { return }
        let day = session.daysSinceEpoch
        guard day > today else { return }
        for old in max(today + 1, day - Self.window + 1)...day { days[Self.place(old)] = .zero }
        today = day
        volume = days.reduce(.zero) { (try? $0.adding($1)) ?? .greatest }
    }

    /// Counts a trade.
    mutating func take(_ value: Amount) {
        guard table != nil else { return }
        let place = Self.place(today)
        days[place] = (try? days[place].adding(value)) ?? .greatest
        volume = (try? volume.adding(value)) ?? .greatest
    }

    private static func place(_ day: Int) -> Int { (day % window + window) % window }
    private static func fraction(_ fee: BasisPoints) -> Amount {
        Amount(fee.fraction, rounding: .halfEven) ?? .zero
    }

    func remember(into memory: inout MemoryWriter) {
        memory.write(today)
        for day in days { memory.write(day) }
    }

    mutating func recall(from memory: inout MemoryReader) throws(MemoryMismatch) {
        today = try memory.int()
        for index in days.indices { days[index] = try memory.amount() }
        volume = days.reduce(.zero) { (try? $0.adding($1)) ?? .greatest }
    }
}

/// A row of a table of fees.
struct PaperFeeTier: SettingGroup {
    @Setting(
        in: Amount.zero...Amount(1_000_000_000_000_000),
        help: "The value traded in thirty days that it begins with.")
    var from = Money(amount: .zero, currency: .usd)

    @Setting(in: -100...1_000, help: "Fee of an order that waited; below zero it is paid out.")
    var maker: BasisPoints = 0

    @Setting(in: 0...1_000, help: "Fee of an order that trades at once.")
    var taker: BasisPoints = 0
}
