import SluiceKit

/// A frame that joins the members of several stages, with what must be copied into it.
///
/// A stage writes straight into its place in the frame of the first stage that joins it; only further
/// consumers cost a copy.
final class JoinedForecasts {
    let frame: ForecastFrame
    private let copies: [(from: ForecastFrame, to: ForecastFrame)]

    init(_ frame: ForecastFrame, copies: [(from: ForecastFrame, to: ForecastFrame)] = []) {
        (self.frame, self.copies) = (frame, copies)
    }

    /// The frame with every member in its place.
    func gathered() -> ForecastFrame {
        gather()
        return frame
    }

    /// Brings every member into its place.
    func gather() { for copy in copies { copy.to.values.copy(copy.from.values) } }
}

final class PredictorStep: Step {
    private let predictor: any Predictor
    private let market: MarketFrame
    let output: ForecastFrame

    init(_ place: StepPlace, _ predictor: any Predictor, _ market: MarketFrame, _ output: ForecastFrame) {
        (self.predictor, self.market, self.output) = (predictor, market, output)
        super.init(place, predictor)
    }

    override func run(_ cycle: Cycle) throws { try predictor.predict(cycle, market, into: output) }
    override func degrade() { output.values.fill(.nan) }
    override var digest: UInt64 { SluiceEngine.digest(of: output.values) }
    override var isWarm: Bool { stage.isWarm && output.values.hasNumber }
}

final class BarrierStep: Step {
    private let predictor: any BarrierPredictor
    private let market: MarketFrame
    private let output: ProbabilityFrame

    init(
        _ place: StepPlace, _ predictor: any BarrierPredictor, _ market: MarketFrame,
        _ output: ProbabilityFrame
    ) {
        (self.predictor, self.market, self.output) = (predictor, market, output)
        super.init(place, predictor)
    }

    override func run(_ cycle: Cycle) throws { try predictor.predict(cycle, market, into: output) }
    override func degrade() { output.values.fill(.nan) }
    override var digest: UInt64 { SluiceEngine.digest(of: output.values) }
    override var isWarm: Bool { stage.isWarm && output.values.hasNumber }
}

final class CalibratorStep: Step {
    private let calibrator: any Calibrator
    private let input: JoinedForecasts
    private let market: MarketFrame
    private let output: ForecastFrame

    init(
        _ place: StepPlace,
        _ calibrator: any Calibrator,
        _ input: JoinedForecasts,
        _ market: MarketFrame,
        _ output: ForecastFrame
    ) {
        (self.calibrator, self.input, self.market, self.output) = (calibrator, input, market, output)
        super.init(place, calibrator)
    }

    override func run(_ cycle: Cycle) throws {
        try calibrator.calibrate(cycle, input.gathered(), market, into: output)
    }
    override var digest: UInt64 { SluiceEngine.digest(of: output.values) }
    override var isWarm: Bool { stage.isWarm && output.values.hasNumber }
}

final class BlenderStep: Step {
    private let blender: any Blender
    private let input: JoinedForecasts
    private let forecasts: ForecastFrame
    private let weights: WeightFrame?
    private let market: MarketFrame?
    private let output: AlphaFrame

    init(
        _ place: StepPlace,
        _ blender: any Blender,
        _ input: JoinedForecasts,
        _ weights: WeightFrame?,
        _ market: MarketFrame?,
        _ output: AlphaFrame
    ) {
        (self.blender, self.input, self.weights, self.output) = (blender, input, weights, output)
        (self.market, forecasts) = (market, input.frame)
        super.init(place, blender)
    }

    override func run(_ cycle: Cycle) throws {
        input.gather()
        try blender.blend(cycle, forecasts, weights, market, into: output)
    }
    override var digest: UInt64 { SluiceEngine.digest(of: output.values) }
    override var isWarm: Bool { stage.isWarm && output.values.hasNumber }
}

/// The fingerprint of a set of columns.
func digest(of columns: ColumnSet) -> UInt64 {
    var digest = Digest()
    digest.add(columns)
    return digest.value
}
