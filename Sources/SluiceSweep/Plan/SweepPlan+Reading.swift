import SluiceDocument
import SluiceJournal
import SluiceKit
import SluiceMarket

extension SweepPlan {
    /// Largest plan that is read.
    static let sizeLimit = 1 << 30

    /// Reads a plan from its file.
    /// - Throws: `SweepError` with the line of what is wrong.
    package init(readingFrom path: String) throws(SweepError) {
        let bytes: [UInt8]?
        do throws(JournalError) { bytes = try Folder.read(path, limit: Self.sizeLimit) } catch {
            throw SweepError(.system, error.description)
        }
        guard let bytes else { throw SweepError(.missing, "there is no such plan", at: path) }
        try self.init(bytes, path: path)
    }

    /// Reads a plan from its bytes, which have to be those that this program writes for it.
    package init(_ bytes: [UInt8], path: String) throws(SweepError) {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)[...]
        guard lines.popLast()?.isEmpty == true, let first = lines.first else {
            throw SweepError(.malformed, "the last line is not whole: the file was cut off", at: path)
        }
        var line = SweepLine(first, number: 1, path: path)
        let plan = try Self.head(&line)
        let count = try line.count("cells")
        var cells: [SweepCell] = []
        cells.reserveCapacity(min(count, lines.count))
        for (index, text) in lines.enumerated().dropFirst() {
            var line = SweepLine(text, number: index + 1, path: path)
            cells.append(try plan.cell(&line))
        }
        guard cells.count == count else {
            throw SweepError(.malformed, "it says \(count) cells and has \(cells.count)", at: path)
        }
        self.init(
            plan.request, pipeline: plan.pipeline, origin: plan.origin, metric: plan.metric, seed: plan.seed,
            axes: plan.axes, windows: plan.windows, repeated: plan.repeated, cells: cells)
        try line.check(header)
    }

    /// A plan without cells, from the first line.
    private static func head(_ line: inout SweepLine) throws(SweepError) -> SweepPlan {
        guard try line.text("form") == formName else { throw line.error("this is no plan of a sweep") }
        guard try line.count("version") == form else {
            throw line.error("the plan is of another form than \(form)")
        }
        var request = SweepRequest(file: try line.text("file"))
        request.profile = try line.optionalText("profile")
        if let word = try line.optionalText("mode") {
            request.mode = try line.known(Mode(rawValue: word), "mode")
        }
        (request.overrides, request.allowFolder) = (try line.texts("set"), try line.texts("allow_folder"))
        request.allowsLooserRisk = try line.flag("allow_looser_risk")
        if let text = try line.optionalText("from") {
            request.from = try line.known(DataMoment(parsing: text), "from")
        }
        if let text = try line.optionalText("to") {
            request.until = try line.known(DataMoment(parsing: text), "to")
        }
        request.warmsUp = try line.flag("warm_up")
        let data = try line.array("data").map { file throws(SweepError) in
            guard case .string(let path)? = file["path"], case .string(let digest)? = file["digest"] else {
                throw line.error("'data' has no path or digest")
            }
            return SweepOrigin.Data(path: path, digest: digest)
        }
        return SweepPlan(
            request, pipeline: try line.text("pipeline"),
            origin: SweepOrigin(
                program: try line.text("program"), file: try line.text("file_digest"), data: data),
            metric: try line.known(SweepMetric(rawValue: try line.text("metric")), "metric"),
            seed: try line.known(UInt64(try line.text("seed")), "seed"),
            axes: try line.texts("axes"), windows: try windows(line), repeated: try line.count("repeated"),
            cells: [])
    }

    private static func windows(_ line: SweepLine) throws(SweepError) -> [SweepWindow] {
        var windows: [SweepWindow] = []
        for value in try line.array("windows") {
            guard let train = stretch(value["train"]), let test = stretch(value["test"]) else {
                throw line.error("'windows' has days that are none")
            }
            // Their numbers are checked with the rest of the line.
            windows.append(SweepWindow(number: windows.count + 1, train: train, test: test))
        }
        return windows
    }

    private static func stretch(_ value: JSONValue?) -> SweepStretch? {
        guard case .array(let days)? = value, days.count == 2, case .string(let first) = days[0],
            case .string(let last) = days[1], let first = CivilDate(iso8601: first),
            let last = CivilDate(iso8601: last)
        else { return nil }
        return SweepStretch(first, last)
    }

    private func cell(_ line: inout SweepLine) throws(SweepError) -> SweepCell {
        let settings = try line.texts("set").map { text throws(SweepError) in
            try line.known(SweepSetting(parsing: text), "set")
        }
        var place: SweepCell.Place?
        if !windows.isEmpty {
            let number = try line.count("window")
            guard (1...windows.count).contains(number) else {
                throw line.error("there is no window \(number)")
            }
            place = .init(
                number, try line.known(SweepWindow.Part(rawValue: try line.text("part")), "part"))
        }
        let days = place.map { windows[$0.window - 1].stretch($0.part) }
        let cell = SweepCell(settings, place: place, days: days, of: origin)
        try line.check(Self.object(cell))
        return cell
    }
}
