/// A holding from its entry to its exit.
struct RoundTrip {
    let instrument: Int
    /// 1 long, -1 short.
    let side: Double
    let quantity: Double
    let entryTime: Int64
    let exitTime: Int64
    let entryPrice: Double
    let exitPrice: Double
    /// The fees of both ends, the part that belongs to this quantity.
    let fees: Double
    /// The number of the horizon that the entry was decided for; -1 where unknown.
    let horizon: Int
    /// How far the mark went against the holding at worst, in basis points of the entry price, not above zero; NaN where no
    /// mark was seen meanwhile.
    var adverse = Double.nan
    /// How far the mark went with the holding at best, in basis points of the entry price, not below zero.
    var favourable = Double.nan

    /// What it brought, fees included.
    var profit: Double { side * quantity * (exitPrice - entryPrice) - fees }
    /// The same in basis points of what was paid for it.
    var profitBps: Double { profit / (quantity * entryPrice) * 10_000 }
}
