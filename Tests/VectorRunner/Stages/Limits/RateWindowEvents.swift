import SluiceMarket

extension Adapter {
    static let rateWindow = Adapter("b35_rate_window", constant: .parameter("limit")) { vector in
        let limit = try vector.parameters["limit"].double()
        let fresh = try made(
            RateWindow(limit: Int(limit), window: .seconds(vector.parameters["window_s"].integer())),
            "window")
        var windows: [String: RateWindow] = [:]
        let allowed = try vector.input["events"].array().map { event in
            JSON.boolean(
                windows[try event["symbol"].text(), default: fresh].admit(at: try event["t"].second()))
        }
        return .object(["allowed": .array(allowed)])
    }
}
