import CYAML

/// libyaml's parser over bytes in memory, one event at a time.
///
/// The parser points into itself, so it lives on the heap and never moves.
final class EventStream {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let event: UnsafeMutablePointer<yaml_event_t>

    /// Starts a parser; nil when there is no memory for one.
    ///
    /// - Parameter bytes: Text in UTF-8 without a byte-order mark; must outlive the stream.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        parser = .allocate(capacity: 1)
        event = .allocate(capacity: 1)
        parser.initialize(to: yaml_parser_t())
        event.initialize(to: yaml_event_t())
        guard yaml_parser_initialize(parser) == 1 else { return nil }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        event.deallocate()
    }

    /// The next event; nil at the end of the text.
    ///
    /// - Throws: What libyaml could not read. Nothing can be read after it.
    func next() throws(SyntaxProblem) -> Event? {
        guard yaml_parser_parse(parser, event) == 1 else { throw SyntaxProblem(parser.pointee) }
        defer { yaml_event_delete(event) }
        return switch event.pointee.type {
        case YAML_NO_EVENT, YAML_STREAM_END_EVENT: nil
        default: Event(event.pointee)
        }
    }
}
