import SluiceKit
import SluiceMarket

extension OrderLedger {
    /// Books cash that was paid or received without a trade; one that is told again is booked once.
    ///
    /// One of an instrument that is none of the pipeline's counts to the account as a whole.
    func book(_ charge: Charge) throws(LedgerError) -> Booking {
        let place = charge.instrument.flatMap { portfolio.positions.indices.contains($0) ? $0 : nil }
        guard knownCharges.insert(charge.id) else { return .repeated }
        let own = place.map { portfolio.currencies.place(of: $0) } ?? 0
        let purse = charge.currency.map { portfolio.place(of: $0) } ?? own
        do throws(AmountOverflow) {
            var after = portfolio.purse(at: purse)
            after.cash = try after.cash.adding(charge.amount)
            after.funding = try after.funding.adding(charge.amount)
            // What a holding has brought is reckoned in the currency that it is quoted in.
            if let place, purse == own {
                try portfolio.positions[place].book(funding: charge.amount)
                changes.touchPosition(place)
            }
            portfolio.set(after, at: purse)
            isValued = false
        } catch { throw LedgerError("booking a charge: \(error)") }
        changes.charge(charge, of: place, from: purse, portfolio)
        return .charged(
            Charge(
                charge.id, charge.kind, of: place, amount: charge.amount,
                in: purse == 0 ? nil : portfolio.foreign[purse - 1].currency, at: charge.time))
    }
}
