import SluiceKit
import SluiceMarket

// How a ledger spells what an order is. The words are part of the file's form.

extension OrderPricing {
    var word: String {
        switch self {
        case .market: "market"
        case .limit: "limit"
        case .stop: "stop"
        case .stopLimit: "stop_limit"
        }
    }

    /// nil for a word that is none, or prices that do not belong to it.
    init?(word: String, limit: Amount?, trigger: Amount?) {
        switch (word, limit, trigger) {
        case ("market", nil, nil): self = .market
        case ("limit", let limit?, nil): self = .limit(limit)
        case ("stop", nil, let trigger?): self = .stop(trigger: trigger)
        case ("stop_limit", let limit?, let trigger?): self = .stopLimit(trigger: trigger, limit: limit)
        default: return nil
        }
    }
}

extension TimeInForce {
    var word: String {
        switch self {
        case .day: "day"
        case .goodTilCancelled: "gtc"
        case .immediateOrCancel: "ioc"
        case .fillOrKill: "fok"
        case .goodTil: "gtd"
        }
    }

    /// When it ends; nil where no moment is given.
    var end: Timestamp? {
        guard case .goodTil(let time) = self else { return nil }
        return time
    }

    /// nil for a word that is none, or a moment that does not belong to it.
    init?(word: String, end: Timestamp?) {
        switch (word, end) {
        case ("day", nil): self = .day
        case ("gtc", nil): self = .goodTilCancelled
        case ("ioc", nil): self = .immediateOrCancel
        case ("fok", nil): self = .fillOrKill
        case ("gtd", let end?): self = .goodTil(end)
        default: return nil
        }
    }
}
