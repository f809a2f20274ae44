import SluiceKit
import SluiceMarket

/// The kind of account that `broker.paper` keeps.
enum PaperAccount: String, SettingChoice {
    /// Cash buys, and nothing is sold that is not held.
    case cash
    /// Holdings take margin; what is bought beyond the cash is borrowed.
    case margin
    /// Contracts, which take margin and are not paid for.
    case futures

    /// Initial and maintenance margin where the file gives none: those of Regulation T and FINRA Rule 4210 for shares,
    /// ten times leverage and half of its margin for contracts.
    var rates: (initial: Percent, maintenance: Percent) {
        self == .futures ? (10, 5) : (50, 25)
    }
}

/// How much an account of `broker.paper` may hold.
enum PaperLimit: Equatable {
    /// What its cash pays for; shorts are backed by cash.
    case cash
    /// So many times the equity.
    case leverage(Amount)
    /// What its equity carries at an initial margin; below the maintenance margin the venue closes.
    case margin(MarginSchedule.Rates)

    /// Whether an equity carries holdings of a value.
    func allows(_ value: Amount, _ equity: Amount) throws(AmountOverflow) -> Bool {
        switch self {
        case .cash: true
        case .leverage(let most): try value <= equity.multiplied(by: most, rounding: .down)
        case .margin(let rates): try value.multiplied(by: rates.initial, rounding: .up) <= equity
        }
    }
}

extension PaperBroker.Settings {
    /// The limit of the account.
    var limit: PaperLimit {
        if let rates { return .margin(rates) }
        guard leverage > 1, let most = Amount(leverage, rounding: .halfEven) else { return .cash }
        return .leverage(most)
    }

    /// Whether more may be sold than is held.
    var allowsShorts: Bool { allowShort && account != .cash }

    /// The margin rates; nil for an account without, and for rates that make none.
    var rates: MarginSchedule.Rates? {
        guard let account, account != .cash else { return nil }
        let initial = initialMargin ?? account.rates.initial
        let maintenance = maintenanceMargin ?? min(account.rates.maintenance, initial)
        guard let high = Amount(initial.fraction, rounding: .halfEven),
            let low = Amount(maintenance.fraction, rounding: .halfEven)
        else { return nil }
        return MarginSchedule.Rates(initial: high, maintenance: low)
    }
}
