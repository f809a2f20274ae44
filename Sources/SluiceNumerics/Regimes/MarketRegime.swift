/// What a market is doing: which way it goes, and how quietly.
public enum MarketRegime: Int, Sendable, CaseIterable {
    /// It rises with little movement.
    case bullQuiet
    /// It rises with much movement.
    case bullVolatile
    /// It falls with little movement.
    case bearQuiet
    /// It falls with much movement.
    case bearVolatile
    /// It goes nowhere with little movement.
    case sidewaysQuiet
    /// It goes nowhere with much movement.
    case sidewaysVolatile
    /// It moves as it rarely does, or has fallen far.
    case crisis
    /// Too little was seen to tell.
    case unknown

    /// The way of trading that suits it.
    public enum Bucket: Int, Sendable, CaseIterable {
        /// To go along.
        case trend
        /// To expect a return.
        case reversion
        /// To stay away.
        case crisis
        /// Nobody knows.
        case unknown
    }

    /// The way of trading that suits the regime.
    public var bucket: Bucket {
        switch self {
        case .bullQuiet, .bullVolatile, .bearQuiet, .bearVolatile: .trend
        case .sidewaysQuiet, .sidewaysVolatile: .reversion
        case .crisis: .crisis
        case .unknown: .unknown
        }
    }

    /// 1 where the market rises, -1 where it falls, 0 where it does neither or nobody knows.
    public var direction: Double {
        switch self {
        case .bullQuiet, .bullVolatile: 1
        case .bearQuiet, .bearVolatile: -1
        case .sidewaysQuiet, .sidewaysVolatile, .crisis, .unknown: 0
        }
    }

    /// How many regimes there are.
    public static let count = allCases.count
}
