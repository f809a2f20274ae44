/// Where a model stands in a run: `targets/<t>/models/view=<V>/[universe=<U>/][symbol=<S>/]family=<F>`.
public struct RunPlace: Hashable, Sendable, CustomStringConvertible {
    /// What the model was trained to say, such as `ret_5m`.
    public let target: String
    /// How it sees the market; `CROSS_SECTIONAL` where the folders do not say.
    public let view: String
    /// The universe it was trained on; nil where the folders do not say.
    public let universe: String?
    /// The one instrument it was trained for; nil for a model of all.
    public let symbol: String?
    /// The family of models, such as `LightGBM`.
    public let family: String

    /// Creates a place.
    public init(
        target: String, view: String = "CROSS_SECTIONAL", universe: String? = nil, symbol: String? = nil,
        family: String
    ) {
        (self.target, self.view, self.universe) = (target, view, universe)
        (self.symbol, self.family) = (symbol, family)
    }

    /// The names of the levels, such as `ret_5m CROSS_SECTIONAL LightGBM`.
    public var description: String {
        ([target, view]
            + [universe.map { "universe=\($0)" }, symbol.map { "symbol=\($0)" }].compactMap(\.self)
            + [family]).joined(separator: " ")
    }
}
