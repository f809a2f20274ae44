/// What one instrument brought: what was paid and received for it, and what is held at its last mark.
///
/// The shares of all instruments and the payments of the account as a whole add up to the change of equity.
struct InstrumentShare {
    let instrument: Int
    var trades = 0
    var traded = 0.0
    var fees = 0.0
    var charges = 0.0
    /// What it brought, fees and charges included; NaN while a holding has no mark.
    var profit = 0.0

    /// One for each instrument, and the payments that belong to none.
    static func all(_ run: RecordedRun) -> (shares: [InstrumentShare], account: Double) {
        let count = run.facts.instruments.count
        var shares = (0..<count).map { InstrumentShare(instrument: $0) }
        var held = Array(repeating: 0.0, count: count)
        for (index, start) in run.facts.startHoldings.enumerated() where index < count && start != 0 {
            held[index] = start
            shares[index].profit -=
                start * (run.numbers(.prices, "\(index)").first { $0.isFinite } ?? .nan)
        }
        let (instruments, sides) = (run.integers(.fills, "instrument"), run.integers(.fills, "side"))
        let (quantities, prices) = (run.numbers(.fills, "quantity"), run.numbers(.fills, "price"))
        let fees = run.numbers(.fills, "fee")
        for row in instruments.indices {
            let index = Int(instruments[row])
            guard shares.indices.contains(index) else { continue }
            let signed = Double(sides[row]) * quantities[row]
            held[index] += signed
            shares[index].trades += 1
            shares[index].traded += quantities[row] * prices[row]
            shares[index].fees += fees[row]
            shares[index].profit -= signed * prices[row] + fees[row]
        }
        let account = addCharges(run, to: &shares)
        for index in shares.indices where held[index] != 0 {
            let marks = run.numbers(.prices, "\(index)")
            // A rest of rounding is worth nothing, and needs no mark.
            let worth = held[index] * (marks.last ?? .nan)
            if held[index].magnitude > 1e-9 || worth.isFinite { shares[index].profit += worth }
        }
        return (shares, account)
    }

    private static func addCharges(_ run: RecordedRun, to shares: inout [InstrumentShare]) -> Double {
        var account = 0.0
        let (instruments, amounts) = (
            run.integers(.charges, "instrument"), run.numbers(.charges, "amount")
        )
        for row in instruments.indices {
            let index = Int(instruments[row])
            if shares.indices.contains(index) {
                shares[index].charges += amounts[row]
                shares[index].profit += amounts[row]
            } else {
                account += amounts[row]
            }
        }
        return account
    }
}
