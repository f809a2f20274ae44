public import SluiceMarket

/// How a model looks back: the window that it takes, and what the training did to it.
///
/// In `model_meta.json` it stands as a block, or as members that begin with `sequence_`:
///
///     "sequence": {"length": 60, "channels": ["open", "high", "low", "close", "volume"],
///                  "normalization": "log_returns", "layout": "time_first", "ttl_seconds": 300}
///
/// Only `length` is needed for a window of features. A window of raw bars (`input_mode` is `raw_sequence`) says its
/// normalisation too: nothing can be guessed of it.
public struct SequenceInput: Hashable, Sendable {
    /// How a window is brought to a common scale, as `SequenceNormalization` does it.
    public enum Normalization: String, CaseIterable, Hashable, Sendable {
        /// The change since the window's first row.
        case returns
        /// The logarithm of the ratio to the window's first row.
        case logReturns = "log_returns"
        /// The place between the column's least and greatest number.
        case minmax
        /// Nothing is changed.
        case none
    }

    /// How many rows the window has.
    public let length: Int
    /// The parts of a raw bar that make a row; nil for rows of features.
    public let channels: [String]?
    /// How the window is brought to a common scale.
    public let normalization: Normalization
    /// The order of the window's dimensions in the model.
    public let layout: RuntimeForm.Layout
    /// How old the last row may be; nil when the metadata do not say.
    public let timeToLive: Span?

    /// The parts of a bar, in the order in which they are rows when the metadata do not say.
    public static let bar = ["open", "high", "low", "close", "volume"]

    /// What ONNX Runtime is told of the window.
    public var form: RuntimeForm { .window(length: length, features: channels?.count, layout) }

    /// Reads the members; nil for a model of single rows, and where a window of raw bars is not said in full.
    ///
    /// `ranked` is the length that a model which ranks has in a block of its own.
    init?(_ file: StructuredNode, ranked: Int?) throws(ModelError) {
        func member(_ name: String) -> StructuredNode? {
            file[optional: "sequence"]?[optional: name] ?? file[optional: "sequence_" + name]
        }
        func choice<Choice: RawRepresentable & CaseIterable>(
            _ name: String, _ otherwise: Choice?
        ) throws(ModelError) -> Choice? where Choice.RawValue == String {
            guard let node = member(name) else { return otherwise }
            guard let choice = Choice(rawValue: try node.text()) else {
                let known = Choice.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
                throw node.fault("one of \(known) stands here", .unsupported)
            }
            return choice
        }
        let isRaw = try file[optional: "input_mode"]?.text() == "raw_sequence"
        guard let length = try member("length")?.integer(in: 1...100_000) ?? ranked, isRaw || length > 1
        else {
            return nil
        }
        self.length = length
        layout = try choice("layout", .timeFirst) ?? .timeFirst
        let normalization: Normalization? = try choice("normalization", isRaw ? nil : Normalization.none)
        guard let normalization else { return nil }
        self.normalization = normalization
        channels = isRaw ? try Self.channels(member("channels")) : nil
        let comparesFirst = normalization == .returns || normalization == .logReturns
        if comparesFirst, channels != Self.bar {
            throw file.fault("'\(normalization.rawValue)' is of open, high, low, close, volume", .unsupported)
        }
        guard let node = member("ttl_seconds") else {
            timeToLive = nil
            return
        }
        let seconds = try node.number()
        guard seconds > 0, seconds <= 315_360_000 else { throw node.fault("no time to live stands here") }
        timeToLive = Span(nanoseconds: Int64((seconds * 1e9).rounded()))
    }

    private static func channels(_ node: StructuredNode?) throws(ModelError) -> [String] {
        guard let node else { return bar }
        var names: [String] = []
        for element in try node.elements() {
            let name = try element.text()
            guard bar.contains(name), !names.contains(name) else {
                throw element.fault("a bar has no further '\(name)'", .unsupported)
            }
            names.append(name)
        }
        guard !names.isEmpty else { throw node.fault("there are no channels") }
        return names
    }
}
