extension Adapter {
    /// From decisions to weights and orders.
    static let sizing: [Adapter] = [
        .capsGross, .crossSection, .impactSizing, .kellySizing, .portfolioLimits, .strictBand,
        .targetToOrders,
    ]
}
