import SluiceHTTP
import SluiceKit
import SluiceMarket

/// The kit's transport on libcurl; nothing is started before the first request.
struct CurlTransport: Transport {
    private let client = HTTPClient()

    func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
        let wire = HTTPRequest(
            method: request.method, url: request.url, headers: request.headers, body: request.body,
            connectTimeout: request.connectTimeout.seconds, totalTimeout: request.timeout.seconds,
            caFile: request.caFile, maxResponseBytes: request.maxResponseBytes,
            allowPlainHTTP: request.allowPlainHTTP
        )
        do throws(HTTPError) {
            let response = try await client.send(wire)
            return TransportResponse(
                status: response.status, headers: response.headers.fields, body: response.body
            )
        } catch {
            throw TransportError("\(error)", isTransient: error.isTransient)
        }
    }
}
