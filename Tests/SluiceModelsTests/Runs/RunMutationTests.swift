import SluiceModels
import Testing

/// Runs whose JSON was damaged: refusals or models, never a crash and never a changed number.
@Suite struct RunMutationTests {
    /// Dice of one seed.
    private struct SeededDice {
        var state: UInt64

        mutating func roll(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(max(sides, 1)))
        }
    }

    private static let pieces: [String] = [
        "null", "[]", "{}", "-1", "1e999", "\"\"", "\"x\"", "true", "[[[[", "}", "\\u0000",
        "\"model_checksum\":", ",",
        "\"feature_list\": [1]", "18446744073709551616", "\u{202E}",
    ]

    private func damaged(_ sound: [UInt8], _ dice: inout SeededDice) -> [UInt8] {
        var bytes = sound
        switch dice.roll(4) {
        case 0: bytes.removeLast(dice.roll(bytes.count))
        case 1:
            bytes.insert(
                contentsOf: Self.pieces[dice.roll(Self.pieces.count)].utf8, at: dice.roll(bytes.count))
        case 2:
            let start = dice.roll(bytes.count)
            bytes.replaceSubrange(
                start..<min(start + dice.roll(30), bytes.count),
                with: Self.pieces[dice.roll(Self.pieces.count)].utf8)
        default:
            for _ in 0...dice.roll(5) {
                bytes[dice.roll(bytes.count)] = UInt8(truncatingIfNeeded: dice.roll(256))
            }
        }
        return bytes
    }

    @Test func `1,000 runs of seed 21 with damaged JSON do no harm`() throws {
        let golden = try MemoryFolder.goldenRun()
        let folder = "targets/ret_15m/models/view=CROSS_SECTIONAL/family=LightGBM"
        var small = MemoryFolder(
            golden.files.filter { $0.key.hasPrefix(folder) || $0.key == "manifest.json" })
        let preparation = "{\"features\": [\"rsi_14\"], \"impute\": [null]}"
        small.write("\(folder)/preprocessing.json", preparation)
        small.change(
            "\(folder)/model_meta.json", "\"family\"",
            "\"model_checksums\": {\"preprocessing.json\": \"\(try SHA256(of: Array(preparation.utf8)))\"}, \"family\""
        )
        small.files["\(folder)/preprocessing.json"] = nil
        let row = [55.0, 0.01, 1.2, -0.01, 0.4, 0.02, 0.001, 0.03]
        let want = try #require(try TrainingRun.open(small).models.first).model(row)
        let names = ["manifest.json", "\(folder)/model_meta.json"]
        var dice = SeededDice(state: 21)
        var (refused, loaded) = (0, 0)
        for _ in 0..<1_000 {
            var run = small
            let name = names[dice.roll(3) == 0 ? 0 : 1]
            run.files[name] = damaged(small.files[name] ?? [], &dice)
            let opened = try TrainingRun.open(run)
            (refused, loaded) = (refused + opened.refusals.count, loaded + opened.models.count)
            // What loads is signed, so it gives the same numbers.
            for model in opened.models { #expect(model.model(row) == want) }
        }
        #expect(refused > 300 && loaded > 300, "\(refused) refused, \(loaded) loaded")
    }

    @Test func `500 damaged preparations of seed 22 are refused, or prepare finite numbers`() throws {
        let sound = Array(
            "{\"features\": [\"one\", \"two\"], \"impute\": [null, 5], \"mean\": [1, 2], \"scale\": [3, 4]}"
                .utf8)
        var dice = SeededDice(state: 22)
        var refused = 0
        for _ in 0..<500 {
            let bytes = damaged(sound, &dice)
            do {
                let read = try bytes.withUnsafeBufferPointer { try Preprocessing($0) }
                #expect(
                    read.scales.allSatisfy { $0 != 0 && $0.isFinite } && read.means.allSatisfy(\.isFinite))
            } catch is ModelError { refused += 1 }
        }
        #expect(refused > 200)
    }
}
