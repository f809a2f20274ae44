import SluiceMarket
import SluiceModels
import Testing

@Suite struct SequenceInputTests {
    private func metadata(_ members: String) throws -> ModelMetadata {
        let bytes = Array("{\(members)}".utf8)
        return try bytes.withUnsafeBufferPointer { try ModelMetadata($0) }
    }

    @Test(arguments: [
        "", "\"sequence_length\": null", "\"sequence_length\": 1", "\"sequence\": {}",
        "\"cross_sectional_ranking\": {\"enabled\": false, \"sequence_length\": 20}",
        "\"input_mode\": \"raw_sequence\"", "\"input_mode\": \"raw_sequence\", \"sequence_length\": 20",
    ])
    func `a model of single rows has no window, and one of raw bars says all of it`(members: String) throws {
        #expect(try metadata(members).sequence == nil)
    }

    @Test func `a window of features is as long as it says`() throws {
        let sequence = try #require(try metadata("\"sequence_length\": 60").sequence)
        #expect(sequence.length == 60)
        #expect(sequence.channels == nil)
        #expect(sequence.normalization == .none)
        #expect(sequence.timeToLive == nil)
        #expect(sequence.form == .window(length: 60, features: nil, .timeFirst))
        let ranked = "\"cross_sectional_ranking\": {\"enabled\": true, \"sequence_length\": 20}"
        #expect(try metadata(ranked).sequence?.length == 20)
        #expect(try metadata(ranked + ", \"sequence_length\": 30").sequence?.length == 30)
        #expect(
            try metadata("\"sequence_length\": 9, \"sequence_normalization\": \"minmax\"").sequence?
                .normalization == .minmax)
    }

    @Test func `a window of raw bars has its channels, normalisation, layout and time to live`() throws {
        let block = """
            "input_mode": "raw_sequence", "sequence": {"length": 1, "channels": ["close", "volume"],
            "normalization": "minmax", "layout": "features_first", "ttl_seconds": 1.5}
            """
        let sequence = try #require(try metadata(block).sequence)
        #expect(sequence.channels == ["close", "volume"])
        #expect(sequence.form == .window(length: 1, features: 2, .featuresFirst))
        #expect(sequence.timeToLive == .milliseconds(1_500))
        let flat = """
            "input_mode": "raw_sequence", "sequence_length": 64, "sequence_normalization": "log_returns"
            """
        let other = try #require(try metadata(flat).sequence)
        #expect(other.channels == SequenceInput.bar)
        #expect(other.normalization == .logReturns)
    }

    @Test(arguments: [
        "\"sequence_length\": 0", "\"sequence_length\": 2.5", "\"sequence_length\": 100001",
        "\"sequence_length\": \"long\"", "\"sequence_length\": 2, \"sequence_layout\": \"sideways\"",
        "\"sequence_length\": 2, \"sequence_normalization\": \"zscore\"",
        "\"sequence_length\": 2, \"sequence_normalization\": \"returns\"",
        "\"sequence_length\": 2, \"sequence_ttl_seconds\": 0",
        "\"sequence_length\": 2, \"sequence_ttl_seconds\": 1e12",
        "\"input_mode\": \"raw_sequence\", \"sequence\": {\"length\": 2, \"normalization\": \"none\", \"channels\": []}",
        "\"input_mode\": \"raw_sequence\", \"sequence\": {\"length\": 2, \"normalization\": \"none\", \"channels\": [\"bid\"]}",
        "\"input_mode\": \"raw_sequence\", \"sequence\": {\"length\": 2, \"normalization\": \"none\", \"channels\": [\"low\", \"low\"]}",
        "\"input_mode\": \"raw_sequence\", \"sequence\": {\"length\": 2, \"normalization\": \"returns\", \"channels\": [\"close\"]}",
    ])
    func `what does not fit is refused`(members: String) {
        #expect(throws: ModelError.self) { try metadata(members) }
    }
}
