import SluiceKit
import SluiceMarket

extension PaperAccountBook {
    /// Begins with cash of other currencies.
    /// - Throws: `PaperCashFault` for one that no rate is named for, or that is there twice.
    func begin(with otherCash: [Money]) throws {
        for cash in otherCash {
            guard let place = currencies.rates.firstIndex(where: { $0.currency == cash.currency }) else {
                throw PaperCashFault(
                    description: "'other_cash' has \(cash), and 'orders: rates:' names no rate of it")
            }
            guard purses[place + 1].isZero else {
                throw PaperCashFault(description: "'other_cash' has \(cash.currency) twice")
            }
            try charge(cash.amount, at: place + 1)
        }
    }

    /// What is there of other currencies than the account's.
    var otherCash: [Money] {
        currencies.rates.enumerated().map { Money(amount: purses[$0 + 1], currency: $1.currency) }
    }
}

/// Cash that an account on paper cannot begin with.
struct PaperCashFault: Error, CustomStringConvertible {
    let description: String
}
