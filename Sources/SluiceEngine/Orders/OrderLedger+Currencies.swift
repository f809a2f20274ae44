import SluiceJournal
import SluiceKit
import SluiceMarket

extension OrderLedger {
    /// Learns the account's currency; every other one that the pipeline knows of has a rate.
    /// - Throws: `LedgerError` where the files say something else, or cash would have no rate.
    func know(_ account: BrokerAccount) throws(LedgerError) {
        let (own, table) = (account.cash.currency, portfolio.currencies)
        if let quoted = table.account, quoted != own {
            throw LedgerError(
                "instruments are quoted in \(quoted) and the account is kept in \(own): "
                    + "'orders: rates:' has to name a rate of \(quoted)")
        }
        if table.rates.contains(where: { $0.currency == own }) {
            throw LedgerError("'orders: rates:' names a rate of \(own), in which the account is kept")
        }
        for cash in account.otherCash where !cash.amount.isZero && cash.currency != own {
            guard table.rates.contains(where: { $0.currency == cash.currency }) else {
                throw LedgerError(
                    "the account holds \(cash): 'orders: rates:' has to name a rate of \(cash.currency)")
            }
        }
        portfolio.currency = own
    }

    /// Has cash of another currency, as someone else says.
    func hold(_ cash: Money) {
        let place = portfolio.place(of: cash.currency)
        var purse = portfolio.purse(at: place)
        // Nothing of a currency that was never there needs no line in the ledger.
        guard purse.cash != cash.amount else { return }
        purse.cash = cash.amount
        portfolio.set(purse, at: place)
        isValued = false
        changes.touchCash(at: place)
    }

    /// Takes the balances that an earlier process wrote down, each to its currency.
    ///
    /// One of a currency that no rate is named for any more stays in the books, and leaves the equity unknown.
    func restore(_ balances: [CashBalance]) throws(LedgerError) {
        guard !balances.isEmpty else { return }
        // What the broker says is there is compared later, as its holdings are.
        for place in 0...portfolio.foreign.count { portfolio.set(Purse(), at: place) }
        for balance in balances {
            guard let currency = Currency(parsing: balance.currency) else {
                throw LedgerError("the ledger has cash in '\(balance.currency)', which is no currency")
            }
            let purse = Purse(cash: balance.cash, fees: balance.fees, funding: balance.funding)
            portfolio.set(purse, at: portfolio.place(of: currency))
        }
    }

    /// What a venue has more of each other currency than the ledger, beyond a tolerance in the account's currency; of a
    /// currency without a rate everything counts.
    func foreignDifferences(
        to account: BrokerAccount, tolerance: Amount
    ) throws(AmountOverflow) -> [Money] {
        var found: [Money] = []
        for other in portfolio.foreign {
            let theirs = account.otherCash.first { $0.currency == other.currency }?.amount ?? .zero
            let difference = try theirs.subtracting(other.purse.cash)
            let rate = Amount(other.rate, rounding: .halfEven) ?? .zero
            let isKnown = rate > .zero
            let value = isKnown ? try difference.magnitude.multiplied(by: rate, rounding: .up) : .zero
            if isKnown ? value > tolerance : !difference.isZero {
                found.append(Money(amount: difference, currency: other.currency))
            }
        }
        for cash in account.otherCash
        where !cash.amount.isZero && !portfolio.foreign.contains(where: { $0.currency == cash.currency }) {
            found.append(cash)
        }
        return found
    }
}
