import SluiceMarket
import SluiceNumerics

extension Adapter {
    static let timeWindows = Adapter("b40_time_windows", constant: .parameter("global")) { vector in
        let (input, parameters) = (vector.input, vector.parameters)
        let span = try "\(parameters["start"].text())-\(parameters["end"].text())"
        guard let window = ClockWindow(parsing: span),
            let now = ClockWindow.second(try input["time"].text())
        else { throw VectorFault("\(span) is no window") }
        let symbol = try input["symbol"].text()
        func entry(_ table: String) throws -> Double? {
            let value = parameters[table][symbol]
            return value.isNull ? nil : try value.written()
        }
        let isDay = window.contains(secondOfDay: now)
        let cap = try WindowCap.cap(
            usual: parameters["global"].written(), own: entry("per_symbol"),
            window: entry(isDay ? "day" : "night"))
        return .object(["daytime": .boolean(isDay), "leverage_cap": .number(cap)])
    }
}
