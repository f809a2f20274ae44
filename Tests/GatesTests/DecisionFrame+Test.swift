import SluiceKit

extension DecisionFrame {
    /// Decisions on the given sides, each at the first horizon.
    static func test(_ sides: [Double], horizon: Double = 0) -> DecisionFrame {
        let frame = DecisionFrame(count: sides.count)
        for (index, side) in sides.enumerated() {
            frame.side[index] = side
            frame.horizon[index] = horizon
            frame.alpha[index] = side * 40
            frame.net[index] = side * 30
        }
        return frame
    }
}
