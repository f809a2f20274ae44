import SluiceHTTP
import SluiceKit
import SluiceMarket

/// The way to the venue of a test: `http://venue/...` is a port of this machine, and each request says who sends it.
struct VenueTransport: Transport {
    /// What stages call the venue.
    static let address = "http://venue"

    private let client = HTTPClient()
    private let origin: String
    private let headers: [(name: String, value: String)]

    /// Sends to a port, as a process in a life of the trader; nil for who only asks.
    init(port: Int, sender: (life: Int, process: Int32)? = nil) {
        origin = "http://127.0.0.1:\(port)"
        headers = sender.map { [("X-Life", "\($0.life)"), ("X-Process", "\($0.process)")] } ?? []
    }

    func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
        let wire = HTTPRequest(
            method: request.method, url: origin + request.url.dropFirst(Self.address.count),
            headers: request.headers + headers, body: request.body,
            connectTimeout: request.connectTimeout.seconds, totalTimeout: request.timeout.seconds,
            maxResponseBytes: request.maxResponseBytes)
        do throws(HTTPError) {
            let response = try await client.send(wire)
            return TransportResponse(
                status: response.status, headers: response.headers.fields, body: response.body)
        } catch { throw TransportError("\(error)", isTransient: error.isTransient) }
    }
}
