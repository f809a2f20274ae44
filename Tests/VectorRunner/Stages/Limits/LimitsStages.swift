extension Adapter {
    /// What an order may be, what an account may hold, and what an account is worth, in exact decimals.
    static let limits: [Adapter] = [
        .accountMargin, .accountValue, .callBreaker, .dailyLoss, .feeTier, .funding, .increments,
        .liquidationPrice, .marginWindow, .markAge, .pauses, .positionFills, .postOnly, .preTradeLimits,
        .productRules, .rateWindow, .volatilityBreaker,
    ]
}
