import SluiceKit
import SluiceMarket

extension OrderLedger {
    /// Books cash that was paid or received without a trade; one that is told again is booked once.
    ///
    /// One of an instrument that is none of the pipeline's counts to the account as a whole.
    func book(_ charge: Charge) throws(LedgerError) -> Booking {
        let place = charge.instrument.flatMap { portfolio.positions.indices.contains($0) ? $0 : nil }
        guard knownCharges.insert(charge.id) else { return .repeated }
        do throws(AmountOverflow) {
            let cash = try portfolio.cash.adding(charge.amount)
            let funding = try portfolio.funding.adding(charge.amount)
            if let place {
                try portfolio.positions[place].book(funding: charge.amount)
                changes.touchPosition(place)
            }
            (portfolio.cash, portfolio.funding) = (cash, funding)
        } catch { throw LedgerError("booking a charge: \(error)") }
        changes.charge(charge, of: place)
        return .charged(
            Charge(charge.id, charge.kind, of: place, amount: charge.amount, at: charge.time))
    }
}
