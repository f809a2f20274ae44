import SluiceDocument
import SluiceKit
import SluiceMarket

extension ControlFile {
    /// What the file of a folder says; nothing when there is none.
    static func stored(in folder: String) throws(JournalError) -> ControlState {
        let path = "\(folder)/\(name)"
        var state = ControlState()
        guard let bytes = try Folder.read(path) else { return state }
        let value: JSONValue
        do throws(JSONSyntaxError) { value = try JSONReader.read(bytes) } catch {
            throw JournalError(.malformed, "it is not JSON", at: path, cause: "\(error)")
        }
        guard case .int(1)? = value["version"] else {
            throw JournalError(.newer, "its form is not known here", at: path)
        }
        guard case .array(let entries)? = value["changes"] else {
            throw JournalError(.malformed, "it has no changes", at: path)
        }
        for entry in entries {
            guard let change = ControlChange(entry) else {
                throw JournalError(.malformed, "a change has no meaning", at: path, cause: entry.text())
            }
            state.changes.append(change)
        }
        return state
    }

    static func text(_ changes: some Sequence<ControlChange>) -> String {
        let value: JSONValue = ["version": 1, "changes": .array(changes.map(\.json))]
        return value.text(indented: true) + "\n"
    }
}

extension TradingStanding {
    /// The words of the control file, from freest to strictest.
    private static let words = ["open", "reduce_only", "halt", "flatten"]

    /// The standing as a word.
    var word: String { Self.words[rawValue] }

    /// Reads a word; nil for any other.
    init?(word: String) {
        guard let place = Self.words.firstIndex(of: word) else { return nil }
        self.init(rawValue: place)
    }
}

extension ControlChange {
    fileprivate var json: JSONValue {
        [
            "number": .int(Int(number)), "standing": .string(standing.word), "cancels": .bool(cancels),
            "reason": .string(reason), "by": .string(by), "time": .string(time.iso8601),
        ]
    }

    fileprivate init?(_ value: JSONValue) {
        guard case .int(let number)? = value["number"], case .string(let word)? = value["standing"],
            case .bool(let cancels)? = value["cancels"], case .string(let reason)? = value["reason"],
            case .string(let by)? = value["by"], case .string(let text)? = value["time"],
            let standing = TradingStanding(word: word), let time = Timestamp(iso8601: text)
        else { return nil }
        self.init(
            number: Int64(number), standing, cancels: cancels, reason: reason, by: by, time: time)
    }
}
