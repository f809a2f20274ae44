import SluiceNumerics

extension Adapter {
    static let microstructureSignals = Adapter(
        "b31_microstructure_signals", constant: .input("aggressor_ratio")
    ) { vector in
        let input = vector.input
        let trades = try input["trades"].double()
        let spread = try input["spread_bps"].double()
        let flow = try OrderFlowSignal().read(buyShare: input["aggressor_ratio"].double(), trades: trades)
        let book = try BookSignal().read(
            bid: input["bid_depth"].double(), ask: input["ask_depth"].double(), spreadBps: spread)
        let width = try SpreadSignal().read(spreadBps: spread)
        let vwap = try VWAPSignal().read(
            price: input["price"].double(), vwap: input["vwap"].double(), trades: trades)
        return .object([
            "order_flow": part(flow.reading, flow.reason.rawValue),
            "book": part(book.reading, book.reason.rawValue),
            "spread": .object([
                "confidence": .number(width.reading.confidence), "band": .text(width.band.rawValue),
            ]),
            "vwap": part(vwap.reading, vwap.reason.rawValue),
        ])
    }

    private static func part(_ reading: SignalReading, _ reason: String) -> JSON {
        .object([
            "strength": .number(reading.strength), "confidence": .number(reading.confidence),
            "reason": .text(reason),
        ])
    }
}
