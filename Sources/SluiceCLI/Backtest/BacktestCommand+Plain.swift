/// The arguments that programs call a backtest with, read without the parser.
///
/// Whoever searches among settings starts it thousands of times, and what the parser asks the runtime about the types of
/// its options takes longer than all the rest of a start. Names and defaults that stand here a second time are held
/// against the parser's by a test.
extension BacktestCommand {
    /// Takes a file and options with values; nil for anything else, for the parser to read.
    init?(plain arguments: [String]) {
        self.init()
        var (file, rest) = ("", arguments[...])
        (pipeline, history, recording) = (.plain, .plain, .plain)
        (seed, speed, noWarmUp, strict, alerts) = (nil, "max", false, false, false)
        (benchmark, windows, checkLookahead, cuts) = (nil, nil, false, 3)
        (cache, format) = (false, .text)
        while let word = rest.popFirst() {
            if !word.hasPrefix("-"), !word.isEmpty, file.isEmpty {
                file = word
                continue
            }
            guard let value = rest.popFirst(), !value.isEmpty, !value.hasPrefix("-"), take(value, of: word)
            else { return nil }
        }
        guard !file.isEmpty else { return nil }
        pipeline.file = file
    }

    private mutating func take(_ value: String, of option: String) -> Bool {
        switch option {
        case "--data": history.data.append(value)
        case "--from": history.from = value
        case "--to": history.to = value
        case "--set": pipeline.overrides.append(value)
        case "--profile": pipeline.profile = value
        case "--seed":
            guard let number = UInt64(value) else { return false }
            seed = number
        case "--format":
            guard let known = Format(rawValue: value) else { return false }
            format = known
        default: return false
        }
        return true
    }
}

extension PipelineArguments {
    fileprivate static var plain: PipelineArguments {
        var plain = PipelineArguments()
        (plain.file, plain.profile, plain.overrides) = ("", nil, [])
        (plain.allowFolder, plain.allowLooserRisk) = ([], false)
        return plain
    }
}

extension HistoryArguments {
    fileprivate static var plain: HistoryArguments {
        var plain = HistoryArguments()
        (plain.mode, plain.from, plain.to, plain.data) = (nil, nil, nil, [])
        return plain
    }
}

extension RecordingArguments {
    fileprivate static var plain: RecordingArguments {
        var plain = RecordingArguments()
        (plain.out, plain.force) = (nil, false)
        return plain
    }
}
