import SluiceModels
import Testing

/// What was done to the features before the training.
@Suite struct PreprocessingTests {
    private let path = SmallRun.model + "/preprocessing.json"

    /// A run whose model has a signed preparation.
    private func run(_ text: String, signs: Bool = true) throws -> SmallRun {
        let digest = try SHA256(of: Array(text.utf8))
        let checksums = "\"model_checksums\": {\"preprocessing.json\": \"\(digest)\"}"
        var run = try SmallRun(signs ? checksums : "")
        run.folder.write(path, text)
        return run
    }

    /// The model splits feature `one` at 1.5: a value of 30 becomes (30 - 10) / 20 = 1, one of 50 becomes 2.
    private let sound =
        "{\"features\": [\"two\", \"one\"], \"impute\": [null, 50], \"mean\": [0, 10], \"scale\": [1, 20]}"

    @Test func `features are filled, centred and scaled by name`() throws {
        let run = try run(sound).open()
        let model = try #require(run.models.first)
        #expect(model.isSigned && model.features == ["one", "two"])
        #expect(model.preprocessing?.features == ["one", "two"])
        #expect(model.model([30, 0]) == [10])
        #expect(model.model([50, 0]) == [20])
        #expect(model.model([.nan, 0]) == [20])
        #expect(model.model.margins([30, .nan]) == [10])
        let rows: [Double] = (0..<200).flatMap { [Double($0), 0.0] }
        var results = [Double](repeating: 0, count: 200)
        rows.withUnsafeBufferPointer { rows in
            results.withUnsafeMutableBufferPointer { results in
                guard let rows = rows.baseAddress, let results = results.baseAddress else { return }
                model.model.evaluator.evaluate(rows, count: 200, into: results)
            }
        }
        #expect(results == (0..<200).map { $0 <= 40 ? 10 : 20 })
    }

    /// 50 fills `rsi_14`: (50 - 48) / 12; 0.2 becomes (0.2 - 0.1) / 0.05.
    @Test func `the worked number of the documentation`() throws {
        let text =
            "{\"features\": [\"rsi_14\", \"vol_10d\"], \"impute\": [50, null], \"mean\": [48, 0.1], \"scale\": [12, 0.05]}"
        let read = try Array(text.utf8).withUnsafeBufferPointer { try Preprocessing($0) }
        #expect((read.fills[0] - read.means[0]) / read.scales[0] == 1.0 / 6)
        #expect(((0.2 - read.means[1]) / read.scales[1] - 2).magnitude < 1e-15)
        #expect(read.fills[1].isNaN)
    }

    @Test func `columns that are left out change nothing`() throws {
        let model = try #require(try run("{\"features\": [\"one\", \"two\"]}").open().models.first)
        #expect(model.model([1.5, 0]) == [10] && model.model([.nan, 0]) == [10])
    }

    @Test func `a preparation is signed as a model is`() throws {
        #expect(try run(sound, signs: false).open().refusals.map(\.reason) == [.unsigned])
        let allowed = try run(sound, signs: false).open { $0.allowsUnsigned = true }
        #expect(allowed.models.map(\.isSigned) == [false] && allowed.notices.map(\.kind) == [.unsigned])
        var changed = try run(sound)
        changed.folder.change(path, "20", "21")
        #expect(try changed.open { $0.allowsUnsigned = true }.refusals.map(\.reason) == [.checksumMismatch])
        let without = try SmallRun().open().digest
        #expect(try run(sound).open().digest != without)
    }

    @Test(arguments: [
        "", "[]", "{}", "{\"features\": []}", "{\"features\": [\"one\"]}",
        "{\"features\": [\"one\", \"three\"]}",
        "{\"features\": [\"one\", \"two\"], \"scale\": [1, 0]}",
        "{\"features\": [\"one\", \"two\"], \"scale\": [1, null]}",
        "{\"features\": [\"one\", \"two\"], \"mean\": [1]}",
        "{\"features\": [\"one\", \"two\"], \"mean\": [1, NaN]}",
        "{\"features\": [\"one\", \"two\"], \"mean\": [1, Infinity]}",
        "{\"features\": [\"one\", \"two\"], \"impute\": [1, \"x\"]}",
        "{\"features\": [\"one\", \"two\"], \"impute\": 3}",
    ])
    func `a preparation that does not fit is a refusal`(text: String) throws {
        let refusals = try run(text).open().refusals
        #expect(refusals.map(\.reason) == [.preprocessing])
        #expect(refusals.first?.file == path)
    }
}
