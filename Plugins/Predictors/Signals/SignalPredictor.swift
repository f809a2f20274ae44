import SluiceKit
import SluiceMarket

/// A predictor that expects what one signal says.
protocol SignalPredictor: SteadyPredictor {
    associatedtype Signal: MarketSignal
    /// What reads the market.
    var signal: Signal { get }
    /// What makes basis points of it.
    var forecast: SignalForecast { get }
}

extension SignalPredictor {
    func predict(_ cycle: Cycle, _ market: MarketFrame, into forecasts: ForecastFrame) {
        forecast.write(signal, market, into: forecasts)
    }

    func remember(into memory: inout MemoryWriter) { signal.remember(into: &memory) }

    func recall(from memory: inout MemoryReader) throws { try signal.recall(from: &memory) }
}
