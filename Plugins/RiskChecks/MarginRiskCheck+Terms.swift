import SluiceKit
import SluiceMarket

/// The pre-trade check counts margin by the same rates, open orders at their worst.
extension MarginRiskCheck: MarginTerms {
    func initialMargin(of instrument: Int, at moment: Timestamp) -> Double {
        let second = zone.civil(at: moment).secondOfDay
        return rates.initial(instrument, rates.window(atSecondOfDay: second))
    }
}
