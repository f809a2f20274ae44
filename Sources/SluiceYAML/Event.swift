import CYAML

/// One step through a document, as libyaml reports it, with its strings copied.
struct Event {
    enum Kind {
        case documentStart
        case documentEnd
        case scalar(String, style: yaml_scalar_style_t, Properties)
        case sequenceStart(Properties)
        case sequenceEnd
        case mappingStart(Properties)
        case mappingEnd
        case alias(String)
        case other
    }

    /// What may stand before a value: `&anchor !tag`.
    struct Properties {
        var anchor: String?
        var tag: String?

        /// Whether there is one of them.
        var areSet: Bool { anchor != nil || tag != nil }
    }

    var kind: Kind
    /// Where it begins; line and column count from 0.
    var start: yaml_mark_t
    /// Just behind its end.
    var end: yaml_mark_t
}

extension Event {
    /// Copies libyaml's event; its own memory may go afterwards.
    init(_ event: yaml_event_t) {
        start = event.start_mark
        end = event.end_mark
        switch event.type {
        case YAML_DOCUMENT_START_EVENT: kind = .documentStart
        case YAML_DOCUMENT_END_EVENT: kind = .documentEnd
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            kind = .scalar(
                String(decoding: bytes, as: UTF8.self), style: scalar.style,
                Properties(anchor: text(scalar.anchor), tag: text(scalar.tag))
            )
        case YAML_SEQUENCE_START_EVENT:
            let sequence = event.data.sequence_start
            kind = .sequenceStart(
                Properties(anchor: text(sequence.anchor), tag: text(sequence.tag))
            )
        case YAML_SEQUENCE_END_EVENT: kind = .sequenceEnd
        case YAML_MAPPING_START_EVENT:
            let mapping = event.data.mapping_start
            kind = .mappingStart(
                Properties(anchor: text(mapping.anchor), tag: text(mapping.tag))
            )
        case YAML_MAPPING_END_EVENT: kind = .mappingEnd
        case YAML_ALIAS_EVENT: kind = .alias(text(event.data.alias.anchor) ?? "")
        default: kind = .other
        }
    }
}

private func text(_ bytes: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    bytes.map { String(cString: $0) }
}
