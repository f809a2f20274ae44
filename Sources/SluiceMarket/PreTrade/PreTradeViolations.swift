/// The limits that an order would break, in the order in which they are checked.
public struct PreTradeViolations: OptionSet, Hashable, Sendable {
    /// One bit for each limit.
    public let rawValue: UInt16

    /// Creates a set from its bits.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The kill switch is on.
    public static let killSwitch = Self(rawValue: 1 << 0)
    /// Only reducing orders pass.
    public static let reduceOnly = Self(rawValue: 1 << 1)
    /// The equity is not known or not above zero.
    public static let equity = Self(rawValue: 1 << 2)
    /// The quantity is not above zero.
    public static let quantity = Self(rawValue: 1 << 3)
    /// The price is not above zero.
    public static let price = Self(rawValue: 1 << 4)
    /// Another holding has no price.
    public static let restUnknown = Self(rawValue: 1 << 5)
    /// More leverage than the instrument may have.
    public static let symbolLeverage = Self(rawValue: 1 << 6)
    /// More leverage than the account may have.
    public static let maxLeverage = Self(rawValue: 1 << 7)
    /// More value than the instrument may have.
    public static let symbolNotional = Self(rawValue: 1 << 8)
    /// A larger share of equity than the instrument may have.
    public static let symbolExposure = Self(rawValue: 1 << 9)
    /// A larger share of equity than everything together may have.
    public static let totalExposure = Self(rawValue: 1 << 10)
    /// Too little left above the maintenance margin.
    public static let projectedBuffer = Self(rawValue: 1 << 11)
    /// A number that could not be reckoned with.
    public static let guardError = Self(rawValue: 1 << 12)

    private static let names = [
        "kill_switch", "reduce_only", "equity", "quantity", "price", "rest_unknown", "symbol_leverage",
        "max_leverage", "symbol_notional", "symbol_exposure", "total_exposure", "projected_buffer",
        "guard_error",
    ]

    /// The codes of the limits, in the order in which they are checked.
    public var codes: [String] {
        Self.names.indices.filter { rawValue & 1 << UInt16($0) != 0 }.map { Self.names[$0] }
    }

    /// The code of the first; nil for none.
    public var firstCode: String? {
        isEmpty ? nil : Self.names[Swift.min(rawValue.trailingZeroBitCount, Self.names.count - 1)]
    }
}
