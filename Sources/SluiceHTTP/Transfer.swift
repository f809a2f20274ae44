import CCurl

/// One request in flight: libcurl's handle, what is still to be sent and what has come in.
///
/// It lives on the client's thread alone; libcurl calls back into it there.
final class Transfer {
    let job: TransferJob
    let easy: UnsafeMutableRawPointer
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private let detail: UnsafeMutablePointer<CChar>
    private var sent = 0
    private var headerBytes = 0
    private var headers = HTTPHeaders()
    private var body: [UInt8] = []
    private var isOverLimit = false

    private static let maxHeaderBytes = 64 * 1_024

    /// Prepares a transfer, nil when libcurl cannot (it is out of memory or refuses an option).
    init?(_ job: TransferJob, caFile: String?, userAgent: String) {
        guard let easy = ccurl_easy_init() else { return nil }
        self.job = job
        self.easy = easy
        detail = .allocate(capacity: Int(CURL_ERROR_SIZE))
        detail.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        for (name, value) in job.request.headerLines(userAgent: userAgent) {
            // libcurl takes "Name:" for "leave this one out" and "Name;" for an empty value.
            let line = value.map { $0.isEmpty ? "\(name);" : "\(name): \($0)" } ?? "\(name):"
            guard let longer = ccurl_slist_append(headerList, line) else { return nil }
            headerList = longer
        }
        let context = Unmanaged.passUnretained(self).toOpaque()
        var options = EasyOptions(easy)
        options.set(job.request, job.target, caFile: caFile)
        options.check(ccurl_set_headers(easy, headerList))
        options.check(ccurl_set_error_buffer(easy, detail))
        options.check(ccurl_set_header_receiver(easy, receiveHeader, context))
        options.check(ccurl_set_body_receiver(easy, receiveBody, context))
        options.check(ccurl_set_body_supplier(easy, supplyBody, context))
        guard options.areAllSet else { return nil }
    }

    deinit {
        ccurl_easy_cleanup(easy)
        ccurl_slist_free_all(headerList)
        detail.deallocate()
    }

    /// What the ended transfer comes to.
    func outcome(_ result: CURLcode) -> Result<HTTPResponse, HTTPError> {
        if isOverLimit || result == CURLE_FILESIZE_EXCEEDED {
            return .failure(
                HTTPError(
                    .tooLarge,
                    headerBytes > Self.maxHeaderBytes
                        ? "the answer's header is larger than \(Self.maxHeaderBytes) bytes"
                        : "the answer's body is larger than \(job.request.maxResponseBytes) bytes",
                    at: job.target.origin, mayHaveArrived: true)
            )
        }
        guard result == CURLE_OK else {
            return .failure(
                HTTPError(
                    result, detail: String(cString: detail), at: job.target.origin, mayHaveArrived: hasLeft)
            )
        }
        return .success(
            HTTPResponse(
                status: ccurl_get_long(easy, CURLINFO_RESPONSE_CODE), headers: headers, body: body,
                elapsed: Double(ccurl_get_size(easy, CURLINFO_TOTAL_TIME_T)) / 1_000_000)
        )
    }

    /// Whether anything of the request has been written to the server.
    var hasLeft: Bool { ccurl_get_long(easy, CURLINFO_REQUEST_SIZE) > 0 }
}

extension Transfer {
    /// Takes one line of the header; false ends the transfer.
    fileprivate func takeHeader(_ line: UnsafeRawBufferPointer) -> Bool {
        headerBytes += line.count
        guard headerBytes <= Self.maxHeaderBytes else {
            isOverLimit = true
            return false
        }
        // Each answer starts afresh: 100 Continue and 103 Early Hints come before the one that counts.
        guard !line.starts(with: "HTTP/".utf8) else {
            headers.removeAll()
            return true
        }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return true }
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D || $0 == 0x0A }
        let value = line[(colon + 1)...].drop(while: isBlank)
        let end = value.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? value.startIndex
        headers.append(
            name: String(decoding: line[..<colon], as: UTF8.self),
            value: String(decoding: value[..<end], as: UTF8.self)
        )
        return true
    }

    /// Takes a piece of the body; false ends the transfer.
    fileprivate func takeBody(_ piece: UnsafeRawBufferPointer) -> Bool {
        guard piece.count <= job.request.maxResponseBytes - body.count else {
            isOverLimit = true
            return false
        }
        body.append(contentsOf: piece)
        return true
    }

    /// Copies the next piece of the request's body and returns its length, 0 at the end.
    fileprivate func supply(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        let piece = job.request.body[sent...].prefix(buffer.count)
        buffer.copyBytes(from: piece)
        sent += piece.count
        return piece.count
    }
}

private let receiveHeader: ccurl_receive = { data, size, count, context in
    let line = UnsafeRawBufferPointer(start: data, count: size * count)
    return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().takeHeader(line) ? line.count : 0
}

private let receiveBody: ccurl_receive = { data, size, count, context in
    let piece = UnsafeRawBufferPointer(start: data, count: size * count)
    return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().takeBody(piece) ? piece.count : 0
}

private let supplyBody: ccurl_supply = { buffer, size, count, context in
    let room = UnsafeMutableRawBufferPointer(start: buffer, count: size * count)
    return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().supply(room)
}
